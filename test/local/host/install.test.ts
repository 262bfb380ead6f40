import { execFile } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { temporaryDirectory } from './support/app.ts'

const run = promisify(execFile)

type Packages = Record<string, { version: string; optional?: boolean }>

/** An npm that only says what it was asked; `npm ci` fails with these words, if there are any. */
const npmThat = (ciFailure: string) => `
  console.log('npm', ...process.argv.slice(2))
  require('node:fs').appendFileSync(__dirname + '/asked', process.argv.slice(2).join(' ') + ';')
  if (process.argv[2] === 'ci' && ${ciFailure !== ''}) { console.error(${JSON.stringify(ciFailure)}); process.exitCode = 1 }`

/** Runs the script in a project with these lock files. */
async function install(wanted: Packages | undefined, present: Packages | undefined, ciFailure = '') {
  const root = temporaryDirectory()
  mkdirSync(join(root, 'local'))
  mkdirSync(join(root, 'node_modules'))
  copyFileSync(join(import.meta.dirname, '../../../local/install.mjs'), join(root, 'local/install.mjs'))
  const lock = (packages: Packages) => JSON.stringify({ packages: { '': { version: '0' }, ...packages } })
  if (wanted) writeFileSync(join(root, 'package-lock.json'), lock(wanted))
  if (present) writeFileSync(join(root, 'node_modules/.package-lock.json'), lock(present))
  writeFileSync(join(root, 'npm-cli.js'), npmThat(ciFailure))
  const options = { env: { ...process.env, npm_execpath: join(root, 'npm-cli.js') } }
  const { stdout, stderr } = await run(process.execPath, [join(root, 'local/install.mjs')], options)
  const asked = existsSync(join(root, 'asked')) ? readFileSync(join(root, 'asked'), 'utf8') : ''
  return { stdout, stderr, asked }
}

const a = { 'node_modules/a': { version: '1.0.0' } }
const forOthers = { 'node_modules/b-win32': { version: '1.0.0', optional: true } }

describe('The install script', () => {
  test('is silent when everything is there, but for packages of other platforms', async () => {
    expect(await install({ ...a, ...forOthers }, a)).toEqual({ stdout: '', stderr: '', asked: '' })
  })

  test.for<[string, Packages, Packages | undefined, string]>([
    ['nothing is there', a, undefined, 'the dependencies are not installed yet'],
    ['a package has another version', a, { 'node_modules/a': { version: '0.9.0' } }, 'a 1.0.0 is missing'],
    ['a package is missing', a, {}, 'a 1.0.0 is missing'],
    [
      'an optional package has another version',
      forOthers,
      { 'node_modules/b-win32': { version: '2.0.0' } },
      'b-win32 1.0.0 is missing',
    ],
    ['a package is no longer wanted', {}, a, 'node_modules/a is no longer wanted'],
  ])('installs, and says why, when %s', async ([, wanted, present, reason]) => {
    const { stdout, asked } = await install(wanted, present)
    expect(stdout).toContain(`because ${reason}`)
    expect(asked).toBe('ci --no-audit --no-fund;')
    expect(stdout).toMatch(/Installed in \d+\.\d s\./)
  })

  test('does it by npm install where the registry lacks packages that npm ci wants to find', async () => {
    const refusal = 'npm error code EUSAGE\nnpm error Missing: @vendor/thing-darwin-x64@ from lock file'
    const { stdout, asked } = await install(a, undefined, refusal)
    expect(asked).toBe('ci --no-audit --no-fund;install --no-save --no-audit --no-fund;')
    expect(stdout).toContain('so npm install does it')
  })

  test('fails with what npm said and what to do when npm fails or the lock file is not there', async () => {
    await expect(install(a, undefined, 'npm error code ENOTFOUND')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /ENOTFOUND\nnpm ci failed, see above\. Check the network and try again\.\n$/,
      ),
    })
    await expect(install(undefined, undefined)).rejects.toMatchObject({
      code: 1,
      stderr: 'package-lock.json is missing: check out the whole repository.\n',
    })
  })
})
