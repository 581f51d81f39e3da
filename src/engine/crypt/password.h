/* SPDX-License-Identifier: Apache-2.0 */
/* How passwords are compared with each other and with words; used inside engine/crypt. */
#ifndef ENGINE_PASSWORD_H
#define ENGINE_PASSWORD_H

#include <stdbool.h>

#include "base/arena.h"

/* The text in Unicode normal form C; NULL if it is not UTF-8. */
const char *password_nfc(struct arena *mem, const char *text);

/* The same without regard to case (full case folding); NULL if it is not UTF-8. */
const char *password_folded(struct arena *mem, const char *text);

/* True for one of common_passwords.txt, also with digits and marks around it or between its letters,
 * or with digits in the place of letters. folded: from password_folded. */
bool password_common(struct arena *mem, const char *folded);

/* True for a few characters over and over, one piece repeated, or a run like 1234… or qwertz…. */
bool password_simple(const char *folded);

#endif
