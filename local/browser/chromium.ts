import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import chromium, { inflate } from '@sparticuz/chromium'
import { type Browser, chromium as playwright } from 'playwright-core'
import packageFile from '../../node_modules/@sparticuz/chromium/package.json' with { type: 'json' }

const modules = resolve(import.meta.dirname, '../../node_modules')
const cache = join(modules, '.cache', `chromium-${packageFile.version}`)
const fontsFile = join(cache, 'fonts-of-machine.conf')

/**
 * A real Chromium out of an npm package: nothing to install, no display, no network. The package is made for Lambda; the
 * libraries that it brings for a bare Amazon Linux serve any bare Linux. Its font makes pictures look the same
 * everywhere; the machine's own fonts stand in for scripts that it has not, Arabic for example.
 */
export async function launchChromium(): Promise<Browser> {
  if (!existsSync(cache)) await unpack()
  if (!existsSync(fontsFile)) await writeFontsFile()
  return playwright.launch({
    executablePath: join(cache, 'chromium'),
    args: ['--headless=shell', '--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(cache, 'al2023/lib'),
      FONTCONFIG_FILE: fontsFile,
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
  await rename(own, cache).catch(async (error: unknown) => {
    await rm(own, { recursive: true })
    if (!existsSync(cache)) throw error
  })
}

async function writeFontsFile(): Promise<void> {
  const own = `${fontsFile}.${process.pid}`
  await writeFile(own, fontsConf)
  await rename(own, fontsFile)
}

const fontsConf = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(cache, 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
${['system-ui', 'sans-serif', 'serif', 'Georgia'].map(preferOpenSans).join('\n')}
  <cachedir>${join(cache, 'fonts-cache')}</cachedir>
</fontconfig>
`

function preferOpenSans(family: string): string {
  return `  <alias><family>${family}</family><prefer><family>Open Sans</family></prefer></alias>`
}
