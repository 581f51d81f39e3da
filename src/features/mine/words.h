/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FEATURES_MINE_WORDS_H
#define FEATURES_MINE_WORDS_H

#include <stdbool.h>

/* Has that column of a part a name for people? For the test. */
bool mine_word_known(const char *part, const char *key);

#endif
