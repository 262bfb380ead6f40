/**
 * Installs the dependencies when they are missing or other than package-lock.json says; does nothing otherwise.
 * Needs nothing but Node 20, because on a fresh clone there is nothing else.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

const reason = whyInstall(packages('package-lock.json'), packages('node_modules/.package-lock.json'))
if (reason !== undefined) install(reason)

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

function install(reason) {
  const began = Date.now()
  console.log(`Installing with npm ci, because ${reason}. This is done once and takes some seconds …`)
  const { status, error } = runNpm(['ci', '--no-audit', '--no-fund'])
  if (error !== undefined)
    fail(`npm could not be started: ${error.message}. Install Node 20 or newer with npm.`)
  if (status !== 0) fail('npm ci failed, see above. Check the network and try again.')
  console.log(`Installed in ${((Date.now() - began) / 1000).toFixed(1)} s.\n`)
}

/** The npm that is running this script, if it is npm; else the one in the path. */
function runNpm(arguments_) {
  const options = { cwd: root, stdio: 'inherit' }
  const own = process.env.npm_execpath
  return own?.endsWith('npm-cli.js')
    ? spawnSync(process.execPath, [own, ...arguments_], options)
    : spawnSync('npm', arguments_, { ...options, shell: process.platform === 'win32' })
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
