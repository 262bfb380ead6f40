import { minify } from 'rolldown/utils'

/** Makes a bundle smaller still: names as esbuild gives them compress worse, by three bytes of a hundred. */
export async function minified(name: string, source: string, target: string[]): Promise<string> {
  const { code, errors } = await minify(`${name}.js`, source, { compress: { target } })
  if (errors.length > 0) throw new Error(`${name} could not be minified`, { cause: errors })
  return code
}
