import type { Home, HomeFigures } from './search-homes.ts'

export interface SizeFigures {
  readonly variants: number
  readonly products: number
  /** Bytes of the index as MiniSearch writes it, and of the compressed snapshot with the catalogue. */
  readonly indexBytes: number
  readonly packedBytes: number
  readonly homes: readonly { readonly home: Home; readonly figures: HomeFigures }[]
}

/** A function of 512 MB has this share of a processor. */
const share512 = 512 / 1769

/** Each figure's median, by itself. */
export function medians(runs: readonly HomeFigures[]): HomeFigures {
  const of = (figure: (run: HomeFigures) => number) => {
    const sorted = runs.map(figure).sort((a, b) => a - b)
    return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  }
  const [first] = runs
  if (first === undefined) throw new Error('There is no run to take the median of: give --runs 1 or more.')
  return {
    requests: of((run) => run.requests),
    bytes: of((run) => run.bytes),
    readMs: of((run) => run.readMs),
    readyMs: of((run) => run.readyMs),
    cpuMs: of((run) => run.cpuMs),
    heapMb: of((run) => run.heapMb),
    peakMb: of((run) => run.peakMb),
    ...(first.questions && {
      questions: {
        typical: answeredBy((it) => it.typical),
        mistyped: answeredBy((it) => it.mistyped),
        knownItem: answeredBy((it) => it.knownItem),
        knownItemMistyped: answeredBy((it) => it.knownItemMistyped),
      },
    }),
  }

  function answeredBy(
    kind: (questions: NonNullable<HomeFigures['questions']>) => HomeAnswered,
  ): HomeAnswered {
    const answered = (run: HomeFigures) => (run.questions ? kind(run.questions) : nothing)
    return {
      p50: of((run) => answered(run).p50),
      p99: of((run) => answered(run).p99),
      found: of((run) => answered(run).found),
    }
  }
}

type HomeAnswered = NonNullable<HomeFigures['questions']>['typical']
const nothing: HomeAnswered = { p50: Number.NaN, p99: Number.NaN, found: Number.NaN }

/** Markdown, as the decision quotes it. */
export function printFigures(sizes: readonly SizeFigures[]): void {
  print(
    [
      'variants',
      'home',
      'requests',
      'MB read',
      'read ms',
      'ready ms',
      'CPU ms',
      '≈ s at 512 MB',
      'heap MB',
      'peak MB',
    ],
    sizes.flatMap(({ variants, homes }) =>
      homes.map(({ home, figures: it }) => [
        variants,
        words[home],
        it.requests,
        (it.bytes / 1e6).toFixed(2),
        it.readMs.toFixed(0),
        it.readyMs.toFixed(0),
        it.cpuMs.toFixed(0),
        (it.cpuMs / share512 / 1000).toFixed(1),
        it.heapMb.toFixed(1),
        it.peakMb.toFixed(0),
      ]),
    ),
  )
  print(
    ['variants', 'products', 'question', 'p50 ms', 'p99 ms', 'found'],
    sizes.flatMap(({ variants, products, homes }) =>
      homes.flatMap(({ figures: { questions } }) =>
        questions === undefined
          ? []
          : questionWords(questions).map(([kind, it]) => [
              variants,
              products,
              kind,
              it.p50.toFixed(1),
              it.p99.toFixed(1),
              `${(it.found * 100).toFixed(1)} %`,
            ]),
      ),
    ),
  )
  print(
    ['variants', 'index as JSON, MB', 'snapshot compressed, MB'],
    sizes.map((it) => [it.variants, (it.indexBytes / 1e6).toFixed(2), (it.packedBytes / 1e6).toFixed(2)]),
  )
}

function questionWords(asked: NonNullable<HomeFigures['questions']>): [string, HomeAnswered][] {
  return [
    ['a thing and an option', asked.typical],
    ['the same, one typing error', asked.mistyped],
    ['a full name', asked.knownItem],
    ['the same, one typing error', asked.knownItemMistyped],
  ]
}

const words: Readonly<Record<Home, string>> = {
  memory: 'memory, an entry a product',
  variants: 'memory, an entry a variant',
  snapshot: 'snapshot in the table',
}

function print(head: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)
  console.log(`${lines.join('\n')}\n`)
}
