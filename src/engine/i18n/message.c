/* SPDX-License-Identifier: Apache-2.0 */
/* Filling in messages. The placeholders of translations were compared with the English by po2c. */
#include "base/buf.h"
#include "base/log.h"
#include "engine/i18n/i18n.h"

#define ARGS_MAX 9

static void
add_arg(struct buf *out, const struct tr_arg *args, int n, int number, const char *message)
{
	if (number > n) {
		log_error("i18n no argument %d for message=\"%s\"", number, message);
		buf_chr(out, '?');
	} else if (args[number - 1].is_int) {
		buf_int(out, args[number - 1].i);
	} else if (args[number - 1].s) {
		buf_str(out, args[number - 1].s);
	}
}

/* s stands behind a %; returns what follows the placeholder, or NULL if it is none. */
static const char *
read_placeholder(const char *s, int *next, int *ret_number)
{
	if (s[0] >= '1' && s[0] <= '9' && s[1] == '$' && (s[2] == 's' || s[2] == 'd')) {
		*ret_number = s[0] - '0';
		return s + 3;
	}
	if (*s != 's' && *s != 'd')
		return NULL;
	*ret_number = ++*next;
	return s + 1;
}

const char *
tr_args(struct ctx *c, const char *translated, const struct tr_arg *args, int n)
{
	const char *s = translated, *percent;
	struct buf out = BUF_IN(c->mem);
	int next = 0;

	while ((percent = strchr(s, '%'))) {
		const char *after;
		int number;

		buf_add(&out, s, (size_t)(percent - s));
		after = read_placeholder(percent + 1, &next, &number);
		if (after) {
			add_arg(&out, args, n, number, translated);
			s = after;
		} else {
			buf_chr(&out, '%');
			s = percent + (percent[1] == '%' ? 2 : 1);
		}
	}
	if (s == translated)
		return translated;
	buf_str(&out, s);
	return buf_text(&out);
}

const char *
tr_n_args(struct ctx *c, const char *one, const char *many, int64_t n, const struct tr_arg *args,
	int n_args)
{
	struct tr_arg all[ARGS_MAX] = { tr_arg_s(fmt_number(c, n)) };

	for (int i = 0; i < n_args && i + 1 < ARGS_MAX; i++)
		all[i + 1] = args[i];
	return tr_args(c, tr_form(c->lang, one, many, n), all,
		n_args + 1 < ARGS_MAX ? n_args + 1 : ARGS_MAX);
}
