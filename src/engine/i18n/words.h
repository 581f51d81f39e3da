/* SPDX-License-Identifier: Apache-2.0 */
/* What po2c writes: the compiled catalogues. Only i18n.c and generated code read this. */
#ifndef ENGINE_I18N_WORDS_H
#define ENGINE_I18N_WORDS_H

#include <stdint.h>

#include "engine/i18n/i18n.h"

/* A slot of a table with open addressing and linear probing; id NULL = free. */
struct i18n_entry {
	uint32_t hash;
	const char *id;		  /* the English text, singular where there is a plural */
	const char *const *forms; /* one, or as many as the language has plural forms */
};

/* All compiled languages, English first; ends with NULL. */
extern const struct lang *const words_languages[];

/* FNV-1a, 32 bits (Fowler, Noll, Vo). The same in po2c and in the program. */
static inline uint32_t
words_hash(const char *s)
{
	uint32_t h = 2166136261u;

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 16777619u;
	return h;
}

#endif
