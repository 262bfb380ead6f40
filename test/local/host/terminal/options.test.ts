import { expect, test } from 'vitest'
import { readOptions } from '../../../../local/host/terminal/options.ts'

test('nothing said means port 3000, the demo store and nothing kept', () => {
  expect(readOptions([])).toEqual({
    port: 3000,
    store: undefined,
    keep: undefined,
    verbose: false,
    help: false,
  })
})

test('everything can be said', () => {
  expect(readOptions(['--port', '0', '--store', 'shop', '--keep', 'data', '--verbose'])).toMatchObject({
    port: 0,
    store: 'shop',
    keep: 'data',
    verbose: true,
  })
})

test.for([
  [['--port', 'high'], '--port must be a number from 0 to 65535, not high'],
  [['--port', '70000'], '--port must be a number'],
  [['--prot', '1'], '--prot'],
] as const)('%s is a problem, said plainly', ([args, problem]) => {
  expect(readOptions([...args])).toEqual({ problem: expect.stringContaining(problem) })
})
