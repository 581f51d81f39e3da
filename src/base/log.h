/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines for whoever runs the server, on standard error, one line each, key=value. Never a text that a
 * person wrote: ids and counts only. Safe from every thread.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

/* Lines below this level are dropped. Set once at start. */
void log_set_level(enum log_level least);

/* "2027-03-04T10:00:00Z info <message>\n"; control bytes in the message are replaced by '?'. */
void log_line(enum log_level level, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#define log_debug(...) log_line(LOG_DEBUG, __VA_ARGS__)
#define log_info(...) log_line(LOG_INFO, __VA_ARGS__)
#define log_warn(...) log_line(LOG_WARN, __VA_ARGS__)
#define log_error(...) log_line(LOG_ERROR, __VA_ARGS__)

#endif
