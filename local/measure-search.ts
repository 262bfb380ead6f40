import { fork } from 'node:child_process'
import { once } from 'node:events'
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { startDynamoDb } from './host/dynamodb-engine.ts'
import { scaledCatalogue } from './measure/search-catalogue.ts'
import { type HomeFigures, homeFigures, homes, measureHome } from './measure/search-homes.ts'
import { medians, printFigures, type SizeFigures } from './measure/search-report.ts'
import { packSnapshot } from './measure/search-snapshot.ts'
import { countingClient, makeTable } from './measure/search-table.ts'

const help = `npm run measure:search -- [--sizes 500,5000,50000] [--questions 300] [--runs 3] [--seed 1]

Measures the search in made-up catalogues of so many variants: what it takes to read the catalogue from DynamoDB
(the embedded engine, so without a network), to build the index or to load a stored one, memory, questions with and
without typing errors, and whether they find what was meant. Every figure is the median of the runs, each in a process
of its own.`

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '500,5000,50000' },
    questions: { type: 'string', default: '300' },
    runs: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    /** Internal: the one measurement of a child process, as JSON. */
    one: { type: 'string' },
    help: { type: 'boolean' },
  },
})
const measurement = z.object({
  home: z.enum(homes),
  endpoint: z.string(),
  table: z.string(),
  count: z.number(),
  seed: z.number(),
})
if (values.help) console.log(help)
else if (values.one !== undefined) await measureOne(measurement.parse(JSON.parse(values.one)))
else await measureAll()

async function measureOne({
  home,
  endpoint,
  table,
  count,
  seed,
}: z.infer<typeof measurement>): Promise<void> {
  const figures = await measureHome(home, { endpoint, table }, { count, seed })
  process.send?.(figures)
  process.disconnect?.()
}

async function measureAll(): Promise<void> {
  const [count, seed] = [Number(values.questions), Number(values.seed)]
  const engine = await startDynamoDb(undefined, (why) => console.error(why))
  try {
    const sizes: SizeFigures[] = []
    for (const variants of values.sizes.split(',').map(Number)) {
      const products = scaledCatalogue(variants, seed)
      const { packed, indexBytes } = packSnapshot(products)
      const table = `store-${variants}`
      const counting = countingClient(engine.endpoint)
      await makeTable(counting, table, products, packed)
      counting.client.destroy()
      const measured = []
      for (const home of homes) {
        const runs: HomeFigures[] = []
        while (runs.length < Number(values.runs))
          runs.push(await inOwnProcess({ home, endpoint: engine.endpoint, table, count, seed }))
        measured.push({ home, figures: medians(runs) })
        console.log(`· ${variants} variants, ${home}`)
      }
      sizes.push({
        variants,
        products: products.length,
        indexBytes,
        packedBytes: packed.length,
        homes: measured,
      })
    }
    console.log(
      `\nNode ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, load ${loadavg()[0]?.toFixed(1)}; DynamoDB is local\n`,
    )
    printFigures(sizes)
  } finally {
    await engine.close()
  }
}

/** With the heap of a function of 512 MB. */
async function inOwnProcess(job: z.infer<typeof measurement>): Promise<HomeFigures> {
  const child = fork(import.meta.filename, ['--one', JSON.stringify(job)], {
    execArgv: ['--max-old-space-size=448'],
  })
  const [message] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`The measurement of ${job.home} in ${job.table} ended with code ${code}, see above.`)
    }),
  ])
  return homeFigures.parse(message)
}
