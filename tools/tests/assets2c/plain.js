/* A comment with lines
 * of its own goes. */
const a = 1; /* one behind something stays */
	/* this goes, too */
const b = '/* a text */', c = /\/*/;
