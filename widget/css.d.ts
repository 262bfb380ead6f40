/** `build.ts` gives a style sheet to its importer as minified text, for a constructed style sheet. */
declare module '*.css' {
  const text: string
  export default text
}
