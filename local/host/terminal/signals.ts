/**
 * Ends the program by `close` at Ctrl-C or a signal to stop. A second Ctrl-C does not wait; one within half a second is
 * the same one, because npm passes on what the terminal has already sent.
 */
export function onEnd(close: () => Promise<void>): void {
  let ending = 0
  const end = (): void => {
    if (ending > 0) {
      if (performance.now() - ending > 500) process.exit(130)
      return
    }
    ending = performance.now()
    console.log('\nEnding …')
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
}
