/* Written by practice2c from the files under practice/. */
#ifndef PRACTICE_GEN_H
#define PRACTICE_GEN_H

/* prompt */

/* letter */

/* sheet */
#define PRACTICE_SHEET_EVERYTHING "everything"
#define PRACTICE_SHEET_BARE "bare"

#endif
