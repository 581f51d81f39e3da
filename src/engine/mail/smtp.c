/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/mail/smtp.h"

#include <curl/curl.h>
#include <pthread.h>

#include "base/fatal.h"
#include "base/str.h"
#include "engine/mail/message.h"

#define CONNECT_SECONDS 15
#define TOTAL_SECONDS 60

/* One handle per thread, so that the letters of a matching share a connection. */
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t handles;

static void
close_handle(void *handle)
{
	curl_easy_cleanup(handle);
}

static void
prepare(void)
{
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK ||
		pthread_key_create(&handles, close_handle) != 0)
		fatal("libcurl does not start");
}

static CURL *
handle_of_thread(void)
{
	CURL *curl;

	pthread_once(&once, prepare);
	curl = pthread_getspecific(handles);
	if (curl) {
		curl_easy_reset(curl);
		return curl;
	}
	curl = curl_easy_init();
	if (!curl || pthread_setspecific(handles, curl) != 0)
		fatal("out of memory");
	return curl;
}

static void
must(CURLcode code)
{
	if (code != CURLE_OK)
		fatal("libcurl: %s", curl_easy_strerror(code));
}

/* ---- what is sent ---- */

static struct curl_slist *
add_header(struct curl_slist *list, struct arena *mem, const char *name, const char *value)
{
	struct curl_slist *longer =
		curl_slist_append(list, arena_printf(mem, "%s: %s", name, value));

	if (!longer)
		fatal("out of memory");
	return longer;
}

static struct curl_slist *
headers_of(struct arena *mem, const struct mail_row *row, const struct address *from, int64_t now)
{
	struct address to = { row->to_name, row->to_addr };
	struct curl_slist *list = NULL;

	list = add_header(list, mem, "Date", header_date(mem, now));
	list = add_header(list, mem, "From", address_text(mem, from));
	list = add_header(list, mem, "To", address_text(mem, &to));
	list = add_header(list, mem, "Subject", header_text(mem, row->subject));
	list = add_header(
		list, mem, "Message-ID", message_id(mem, row->id, row->created_at, from->addr));
	if (*row->unsubscribe) {
		list = add_header(
			list, mem, "List-Unsubscribe", arena_printf(mem, "<%s>", row->unsubscribe));
		list = add_header(list, mem, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
	}
	/* So that no absence note is sent back (RFC 3834, 5). */
	return add_header(list, mem, "Auto-Submitted", "auto-generated");
}

static void
add_part(struct arena *mem, curl_mime *to, const char *type, const char *encoder, const char *text)
{
	curl_mimepart *part = curl_mime_addpart(to);

	if (!part)
		fatal("out of memory");
	must(curl_mime_data(part, crlf_text(mem, text), CURL_ZERO_TERMINATED));
	must(curl_mime_type(part, type));
	must(curl_mime_encoder(part, encoder));
}

/* The same in up to three forms, best last (RFC 2046, 5.1.4): text, HTML, and an invitation, which
 * calendars look for there. Others find it as a file beside them. */
static curl_mime *
body_of(struct arena *mem, CURL *curl, const struct mail_row *row)
{
	curl_mime *body = curl_mime_init(curl), *forms = curl_mime_init(curl);
	curl_mimepart *part = curl_mime_addpart(body);

	if (!body || !forms || !part)
		fatal("out of memory");
	add_part(mem, forms, "text/plain; charset=utf-8", "quoted-printable", row->body_text);
	if (*row->body_html)
		add_part(
			mem, forms, "text/html; charset=utf-8", "quoted-printable", row->body_html);
	if (*row->ics)
		add_part(mem, forms,
			arena_printf(mem, "text/calendar; charset=utf-8; method=%s",
				*row->ics_method ? row->ics_method : "PUBLISH"),
			"base64", row->ics);
	must(curl_mime_subparts(part, forms));
	must(curl_mime_type(part, "multipart/alternative"));
	if (*row->ics) {
		part = curl_mime_addpart(body);
		if (!part)
			fatal("out of memory");
		must(curl_mime_data(part, crlf_text(mem, row->ics), CURL_ZERO_TERMINATED));
		must(curl_mime_type(part, "application/ics"));
		must(curl_mime_filename(part, "invite.ics"));
		must(curl_mime_encoder(part, "base64"));
	}
	return body;
}

/* ---- how it is sent ---- */

static void
set_server(CURL *curl, const struct config *config)
{
	const char *user = config_text(config, SET_smtp_user);

	must(curl_easy_setopt(curl, CURLOPT_URL, config_text(config, SET_smtp_url)));
	must(curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps"));
	must(curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L));
	must(curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS));
	must(curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)TOTAL_SECONDS));
	/* A proxy in the environment is for the web. */
	must(curl_easy_setopt(curl, CURLOPT_PROXY, ""));
	must(curl_easy_setopt(curl, CURLOPT_USE_SSL,
		config_bool(config, SET_smtp_starttls) ? (long)CURLUSESSL_ALL
						       : (long)CURLUSESSL_TRY));
	if (*user) {
		must(curl_easy_setopt(curl, CURLOPT_SASL_IR, 1L));
		must(curl_easy_setopt(curl, CURLOPT_USERNAME, user));
		must(curl_easy_setopt(
			curl, CURLOPT_PASSWORD, config_text(config, SET_smtp_password)));
	}
}

/* 5xx is for good (RFC 5321, 4.2.1), but not when it speaks of our sign-in: that is the operator's to
 * mend, and then the mail can go. */
static enum smtp_result
judge(CURLcode code, long reply)
{
	if (code == CURLE_OK)
		return SMTP_SENT;
	if (code == CURLE_LOGIN_DENIED || code == CURLE_USE_SSL_FAILED || reply == 530 ||
		reply == 534 || reply == 535 || reply == 538)
		return SMTP_LATER;
	return reply >= 500 && reply <= 599 ? SMTP_NEVER : SMTP_LATER;
}

enum smtp_result
smtp_send(struct arena *mem, const struct config *config, const struct mail_row *row, int64_t now,
	const char **ret_why)
{
	CURL *curl = handle_of_thread();
	struct address from = address_parse(mem, config_text(config, SET_mail_from));
	struct curl_slist *headers = headers_of(mem, row, &from, now);
	struct curl_slist *to = curl_slist_append(NULL, row->to_addr);
	curl_mime *body = body_of(mem, curl, row);
	char said[CURL_ERROR_SIZE] = "";
	long reply = 0;
	CURLcode code;

	set_server(curl, config);
	must(curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, said));
	must(curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from.addr));
	must(curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to));
	must(curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers));
	must(curl_easy_setopt(curl, CURLOPT_MIMEPOST, body));
	code = curl_easy_perform(curl);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply);
	if (code != CURLE_OK)
		*ret_why = arena_printf(
			mem, "%s (%ld)", *said ? said : curl_easy_strerror(code), reply);
	curl_easy_reset(curl);
	curl_mime_free(body);
	curl_slist_free_all(to);
	curl_slist_free_all(headers);
	return judge(code, reply);
}
