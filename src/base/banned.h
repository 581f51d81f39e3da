/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a feature never needs: memory comes from the arena, time from ctx, text from the arena or a
 * buffer. Included by force into every file of src/features.
 */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

/* The headers that declare them come first, so that only uses are caught. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC poison malloc calloc realloc free strdup strndup
#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf gets strtok strtok_r
#pragma GCC poison localtime localtime_r gmtime mktime ctime asctime time
#pragma GCC poison system popen

#endif
