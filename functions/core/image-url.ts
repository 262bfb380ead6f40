import * as z from 'zod'

/**
 * Where a picture of a product lies. Browsers of shoppers load it, so it is https; http is for a storefront on one's own
 * machine alone.
 */
export const imageUrl = z
  .string()
  .max(2000, 'must have at most 2,000 characters')
  .check((text) => {
    const message = problemOf(text.value)
    if (message !== undefined) text.issues.push({ code: 'custom', input: text.value, message })
  })
  .meta({ format: 'uri', description: 'Where a picture lies: https, and http on localhost alone.' })

/** Branded: a store of any kind can only give what was parsed, since a card with another would not be read again. */
export const parsedImageUrl = imageUrl.brand<'ImageUrl'>()

function problemOf(text: string): string | undefined {
  if (/[\s\p{C}]/u.test(text)) return 'must have no spaces (write %20) and no invisible characters'
  const url = /^https?:\/\//i.test(text) ? URL.parse(text) : null
  if (!url) return 'must be a whole address, https:// and so on'
  if (url.protocol === 'http:' && !isOwnMachine(url.hostname)) {
    return 'must begin with https:// (http:// is taken on localhost alone)'
  }
  return url.username || url.password ? 'must name nobody before the host' : undefined
}

function isOwnMachine(hostname: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname) || hostname.endsWith('.localhost')
}
