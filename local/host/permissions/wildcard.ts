/** Matches text as IAM does: `*` stands for any text, `?` for one character. */
export function wildcard(pattern: string, flags: '' | 'i' = ''): (text: string) => boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  const compiled = new RegExp(`^${expression}$`, `s${flags}`)
  return (text) => compiled.test(text)
}
