import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import chromium, { inflate } from '@sparticuz/chromium'
import { type Browser, chromium as playwright } from 'playwright-core'
import packageFile from '../../node_modules/@sparticuz/chromium/package.json' with { type: 'json' }

const modules = resolve(import.meta.dirname, '../../node_modules')
const cache = join(modules, '.cache', `chromium-${packageFile.version}`)

/**
 * A real Chromium out of an npm package: nothing to install, no display, no network. The package is made for Lambda; the
 * libraries that it brings for a bare Amazon Linux serve any bare Linux, and its fonts make pictures the same everywhere.
 */
export async function launchChromium(): Promise<Browser> {
  if (!existsSync(cache)) await unpack()
  return playwright.launch({
    executablePath: join(cache, 'chromium'),
    args: ['--headless=shell', '--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(cache, 'al2023/lib'),
      FONTCONFIG_FILE: join(cache, 'fonts.conf'),
    },
  })
}

/** Test files run side by side: each unpacks for itself, and whoever is done first puts it in place. */
async function unpack(): Promise<void> {
  await mkdir(join(modules, '.cache'), { recursive: true })
  const own = await mkdtemp(join(modules, '.cache', 'chromium-'))
  const temporary = process.env.TMPDIR
  process.env.TMPDIR = own
  try {
    await chromium.executablePath()
    await inflate(join(modules, '@sparticuz/chromium/bin/al2023.tar.br'))
  } finally {
    if (temporary === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = temporary
  }
  await writeFile(join(own, 'fonts.conf'), fontsConf)
  await rename(own, cache).catch(async (error: unknown) => {
    await rm(own, { recursive: true })
    if (!existsSync(cache)) throw error
  })
}

const fontsConf = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(cache, 'fonts')}</dir>
  <cachedir>${join(cache, 'fonts-cache')}</cachedir>
</fontconfig>
`
