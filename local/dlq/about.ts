/** What lies in a dead letter queue, in the words of the runbook, and the runbook's entry. */
export function aboutDeadLetters(queue: string): { what: string; entry: string } {
  switch (queue) {
    case 'inbound':
      return { what: "customers' messages that the router failed on", entry: runbook('inbound-dead-letters') }
    case 'merge':
      return {
        what: 'deadlines and answers that the merge failed on',
        entry: runbook('merge-dead-letters'),
      }
    case 'relay':
      return {
        what: "positions of the memory's stream that the relay failed on",
        entry: runbook('relay-dead-letters'),
      }
    default:
      return { what: `tasks that the ${queue} agent failed on`, entry: runbook('tasks-dead-letters') }
  }
}

export function aboutQuarantine(queue: string): { what: string; entry: string } {
  return {
    what: `messages of the ${queue} queue that nobody understands`,
    entry: runbook('quarantined-messages'),
  }
}

/** What is quarantined of the inbound queue is named `quarantine/inbound`. */
export const quarantine = 'quarantine/'

function runbook(entry: string): string {
  return `docs/runbook.md#${entry}`
}
