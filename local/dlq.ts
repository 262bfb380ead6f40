import { runCommand } from './client/run-command.ts'
import { dlqCommand } from './dlq/command.ts'
import { terminalScreen } from './dlq/screen.ts'

await runCommand(async () => await dlqCommand(process.argv.slice(2), terminalScreen()))
