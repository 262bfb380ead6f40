/**
 * The shape of a thing on a stage of 400 by 320, standing at 256. `{main}`, `{dark}` and `{light}` are the thing's
 * colour, its shadow and its shine.
 */
export interface Drawing {
  /** Words in the names of the products that look so. */
  readonly names: RegExp
  readonly draw: string
}
