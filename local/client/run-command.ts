/** Runs a command of the terminal: what went wrong is one sentence on stderr and the exit code 1, not a stack. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    if (process.env.SWITCHBOARD_DEBUG !== undefined) console.error(error)
    process.exitCode = 1
  }
}
