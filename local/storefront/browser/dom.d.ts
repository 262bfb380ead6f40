// The scripts of this folder run in a browser, whose names the project's own tsconfig.json does not know.
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
