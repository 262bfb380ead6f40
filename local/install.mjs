/**
 * Installs the dependencies when they are missing or other than package-lock.json says; does nothing otherwise.
 * Needs nothing but Node 20, because on a fresh clone there is nothing else.
 */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

const reason = whyInstall(packages('package-lock.json'), packages('node_modules/.package-lock.json'))
if (reason !== undefined) await install(reason)

/** What differs between the packages that are wanted and those that are there; `undefined` when nothing does. */
function whyInstall(wanted, present) {
  if (wanted === undefined) fail('package-lock.json is missing: check out the whole repository.')
  if (present === undefined) return 'the dependencies are not installed yet'
  for (const [path, { version, optional }] of wanted) {
    const found = present.get(path)
    // Packages for other platforms are optional and stay away.
    if (found === undefined && optional) continue
    if (found?.version !== version) return `${path.replace('node_modules/', '')} ${version} is missing`
  }
  for (const path of present.keys()) if (!wanted.has(path)) return `${path} is no longer wanted`
  return undefined
}

function packages(file) {
  try {
    const { packages } = JSON.parse(readFileSync(join(root, file), 'utf8'))
    return new Map(Object.entries(packages).filter(([path]) => path !== ''))
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    return fail(`${file} cannot be read: ${error.message}. Delete node_modules and try again.`)
  }
}

async function install(reason) {
  const began = Date.now()
  console.log(`Installing with npm ci, because ${reason}. This is done once and takes a moment …`)
  const first = await runNpm(['ci'])
  if (first.code !== 0) {
    // npm ci wants to find packages of all platforms, also those that a registry does not have and nobody here needs.
    const isAboutLock = first.output.includes('EUSAGE') && first.output.includes('from lock file')
    if (!isAboutLock) fail(`${first.output}\nnpm ci failed, see above. Check the network and try again.`)
    console.log(
      'This registry lacks packages of other platforms, so npm install does it, by the same lock file …',
    )
    const second = await runNpm(['install', '--no-save'])
    if (second.code !== 0)
      fail(`${second.output}\nnpm install failed, see above. Check the network and try again.`)
  }
  console.log(`Installed in ${((Date.now() - began) / 1000).toFixed(1)} s.\n`)
}

/** Runs the npm that runs this script, if it is npm, else the one in the path; shows how long it has been at it. */
async function runNpm(arguments_) {
  const began = Date.now()
  const all = [...arguments_, '--no-audit', '--no-fund']
  const own = process.env.npm_execpath
  const options = { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] }
  const child = own?.endsWith('npm-cli.js')
    ? spawn(process.execPath, [own, ...all], options)
    : spawn('npm', all, { ...options, shell: process.platform === 'win32' })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const clock = process.stdout.isTTY
    ? setInterval(() => process.stdout.write(`\r  ${Math.round((Date.now() - began) / 1000)} s`), 1000)
    : undefined
  const code = await new Promise((resolve) => {
    child.on('error', (error) =>
      fail(`npm could not be started: ${error.message}. Install Node 20 or newer with npm.`),
    )
    child.on('close', resolve)
  })
  clearInterval(clock)
  if (clock) process.stdout.write('\r')
  return { code, output: output.trim() }
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
