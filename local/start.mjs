/**
 * Runs main.ts under Node 24. This file may itself be run by the machine's older Node: right after a first install, the
 * shell still remembers that one.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))

if (Number(process.versions.node.split('.')[0]) >= 24) await import('./main.ts')
else runUnderInstalledNode()

function runUnderInstalledNode() {
  const node = join(here, '..', 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
  if (!existsSync(node)) {
    console.error(
      `Switchboard needs Node 24, and this is ${process.version}. Install Node 24 and run npm start again.`,
    )
    process.exit(1)
  }
  const child = spawn(node, [join(here, 'main.ts'), ...process.argv.slice(2)], { stdio: 'inherit' })
  // The other one cleans up; a Ctrl-C that the terminal has sent to it as well counts as one.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}
