import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { startDynamoDb } from './host/dynamodb-engine.ts'
import { measureConcurrency } from './measure/concurrency.ts'
import { countingProxy } from './measure/counting-proxy.ts'
import { measureRedelivery } from './measure/redelivery.ts'
import { measureTurns } from './measure/turns.ts'
import { demoStore } from './store/demo-store.ts'
import { startSystem } from './system.ts'

const help = `npm run measure -- [--turns 300]

Measures the system on this machine with the stand-in model at 0 ms: what a turn costs in model calls,
bytes and DynamoDB requests, and how that stays flat; concurrent messages; redelivered messages.`

const { values } = parseArgs({
  options: { turns: { type: 'string', default: '300' }, help: { type: 'boolean' } },
})
if (values.help) console.log(help)
else await measure(Number(values.turns))

async function measure(turns: number): Promise<void> {
  const engine = await startDynamoDb(undefined, (why) => console.error(why))
  const proxy = await countingProxy(engine.endpoint)
  process.env.AWS_ENDPOINT_URL_DYNAMODB = proxy.url
  const system = await startSystem({ store: demoStore(1), onProgress: (done) => console.log(`· ${done}`) })
  try {
    await system.host.warm()
    console.log(
      `\nNode ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, load ${loadavg()[0]?.toFixed(1)}; ` +
        'model at 0 ms; every DynamoDB request through a counting proxy (adds about 1 ms each)\n',
    )
    await measureTurns(system, proxy, turns)
    await measureConcurrency(system)
    await measureRedelivery(system)
  } finally {
    await system.close()
    await proxy.close()
    await engine.close()
  }
}
