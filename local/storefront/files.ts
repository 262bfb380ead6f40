import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { bundleScripts } from './scripts.ts'
import { send } from './sending.ts'

/** In the order in which they count. */
const sheets = [
  'ground',
  'furniture',
  'masthead',
  'account',
  'catalogue',
  'product',
  'options',
  'orders',
  'happened',
  'invitation',
  'turn',
  'run',
  'timeline',
]

/** Sends the shop's own files, or returns false. */
export function createFiles(): (pathname: string, response: ServerResponse) => Promise<boolean> {
  let scripts: ReturnType<typeof bundleScripts> | undefined

  async function contentOf(pathname: string): Promise<string | Uint8Array | undefined> {
    if (pathname === '/shop.css')
      return (await Promise.all(sheets.map((it) => asset(`${it}.css`)))).join('\n')
    if (pathname === '/icon.svg') return await asset('icon.svg')
    if (pathname !== '/early.js' && pathname !== '/shop.js') return undefined
    scripts ??= bundleScripts()
    return (await scripts).get(pathname)
  }

  return async (pathname, response) => {
    const content = await contentOf(pathname)
    if (content === undefined) return false
    send(response, types[pathname.split('.').at(-1) ?? ''] ?? 'text/javascript; charset=utf-8', content)
    return true
  }
}

function asset(name: string): Promise<string> {
  return readFile(join(import.meta.dirname, 'assets', name), 'utf8')
}

const types: Readonly<Record<string, string>> = { css: 'text/css; charset=utf-8', svg: 'image/svg+xml' }
