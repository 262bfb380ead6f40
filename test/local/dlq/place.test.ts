import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { inWords } from '../../../local/dlq/failures.ts'
import { awsPlace, localPlace } from '../../../local/dlq/place.ts'
import { temporaryDirectory } from '../host/support/app.ts'

/** What `npm start` leaves behind for other commands, for a system that answers so at `/local`. */
async function running(answer: string, status = 200): Promise<string> {
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/local' ? status : 404)
    response.end(answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const apiUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const file = join(temporaryDirectory(), 'local.json')
  await writeFile(file, JSON.stringify({ apiUrl, storeId: 'demo', storeSecret: 'secret' }))
  return file
}

const engines = {
  sqs: 'http://127.0.0.1:1',
  dynamodb: 'http://127.0.0.1:2',
  region: 'us-east-1',
  memoryTable: 'memory',
}

describe('The system that a command asks', () => {
  test('is the one that runs on this machine, and the next command finds it without being told', async () => {
    const place = await localPlace(undefined, await running(JSON.stringify(engines)))
    onTestFinished(place.close)
    expect(await place.memoryTable('any')).toBe('memory')
    expect(place.again('list')).toBe('npm run dlq -- list')
    expect(place.story('cnv_1')).toBe('npm run story -- cnv_1')
  })

  test('given none runs: says how to start one', async () => {
    await expect(localPlace(undefined, 'no such file')).rejects.toThrow('Start the system with `npm start`')
  })

  test.each([
    ['says nothing of the kind', 404, '{"code":"not_found"}'],
    ['answers no JSON', 200, '<html>'],
    ['tells other things', 200, '{}'],
  ])('given what is there %s: says that a deployed one is asked otherwise', async (_, status, answer) => {
    const file = await running(answer, status)
    await expect(localPlace(undefined, file)).rejects.toThrow('For one that is deployed, use --aws.')
  })

  test('in AWS: the next command gets the same options', () => {
    const place = awsPlace('Switchboard-prod', 'eu-central-1')
    onTestFinished(place.close)
    expect(place.again('list')).toBe(
      'npm run dlq -- list --aws --region eu-central-1 --stack Switchboard-prod',
    )
  })
})

describe('An error of AWS', () => {
  const named = (name: string, message: string) => Object.assign(new Error(message), { name })

  test.each([
    [named('CredentialsProviderError', 'Could not load credentials'), 'Set AWS_PROFILE'],
    [named('ExpiredTokenException', 'The token has expired.'), 'Log in again'],
    [named('Error', 'Region is missing'), 'Name it with --region'],
    [named('AccessDenied', 'User: x is not authorized to perform: sqs:listqueues'), 'sqs:listqueues'],
  ])('%s is told with what to do', (error, words) => {
    expect(inWords(error)).toMatchObject({ message: expect.stringContaining(words), cause: error })
  })

  test('that is something else stays as it is', () => {
    const error = named('QueueDoesNotExist', 'gone')
    expect(inWords(error)).toBe(error)
    expect(inWords('text')).toBe('text')
  })
})
