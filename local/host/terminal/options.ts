import { parseArgs } from 'node:util'

export const help = `npm start -- [options]

Runs Switchboard on this machine: the synthesized CDK app, its queues and tables, a demo store and its storefront.

  --port PORT    where to listen (3000)
  --store DIR    the store's data: a folder with users.json, orders.json and products.json; else a demo store
  --keep DIR     keeps conversations, orders and queues there over restarts; else everything is forgotten
  --verbose      shows all that the functions log, and every request
  --help         shows this

With ANTHROPIC_API_KEY set (and ANTHROPIC_BASE_URL, if need be) Claude answers; else a stand-in that follows rules.
With AWS_ENDPOINT_URL_DYNAMODB or AWS_ENDPOINT_URL_SQS set, those are used instead of the built-in engines.`

export type Options = {
  port: number
  store: string | undefined
  keep: string | undefined
  verbose: boolean
  help: boolean
}

/** Reads the command line, or says what is wrong with it. */
export function readOptions(args: string[]): Options | { problem: string } {
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: 'string', default: '3000' },
        store: { type: 'string' },
        keep: { type: 'string' },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    const port = Number(values.port)
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      return { problem: `--port must be a number from 0 to 65535, not ${values.port}` }
    return { port, store: values.store, keep: values.keep, verbose: values.verbose, help: values.help }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}
