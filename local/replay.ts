import { replayCommand } from './replay/command.ts'

process.exitCode = await replayCommand(process.argv.slice(2))
