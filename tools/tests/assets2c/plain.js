/* A script stays as it is. */
const a = 1;
