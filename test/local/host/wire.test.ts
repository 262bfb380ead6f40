import { describe, expect, test } from 'vitest'
import {
  answerText,
  headerOf,
  messageReader,
  requestLineOf,
  type WireMessage,
} from '../../../local/host/wire.ts'

/** What a connection's bytes are cut into when they come in pieces of this size. */
function cut(text: string, pieceSize: number): WireMessage[] {
  const messages: WireMessage[] = []
  const read = messageReader((message) => messages.push(message))
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += pieceSize) read(bytes.subarray(at, at + pieceSize))
  return messages
}

const post = (body: string) =>
  `POST / HTTP/1.1\r\nX-Amz-Target: DynamoDB_20120810.PutItem\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`

describe('The bytes of a connection', () => {
  test.each([1, 7, 64, 10_000])('are cut into the same messages in pieces of %i bytes', (size) => {
    const texts = [post('{"a":"Grüße"}'), post(''), post('{"b":"\r\n\r\n"}')]
    const messages = cut(texts.join(''), size)
    expect(messages.map(({ body }) => body)).toEqual(['{"a":"Grüße"}', '', '{"b":"\r\n\r\n"}'])
    expect(messages.map(({ raw }) => raw.toString())).toEqual(texts)
    expect(messages.map((message) => headerOf(message, 'x-amz-target'))).toEqual(
      Array(3).fill('DynamoDB_20120810.PutItem'),
    )
  })

  test.each([1, 9, 10_000])('may come in chunks: in pieces of %i bytes', (size) => {
    const chunked =
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"a":\r\na\r\n"12345678"\r\n1\r\n}\r\n0\r\n\r\n'
    const messages = cut(chunked + post('{}'), size)
    expect(messages.map(({ body }) => body)).toEqual(['{"a":"12345678"}', '{}'])
  })

  test('that are not all there are no message yet', () => {
    expect(cut(post('{"a":1}').slice(0, -1), 10_000)).toEqual([])
  })

  test('that are no HTTP are refused', () => {
    expect(() => cut('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nno length\r\n', 100)).toThrow(
      'A chunk of an HTTP message has no length.',
    )
  })

  test('name a method and a path, and no header that is not there', () => {
    const [message] = cut('GET /outbox HTTP/1.1\r\nhost: here\r\n\r\n', 100)
    expect(message && requestLineOf(message)).toEqual({ method: 'GET', path: '/outbox' })
    expect(message && headerOf(message, 'authorization')).toBeUndefined()
  })

  test('of an answer are read as what was written', () => {
    const [message] = cut(answerText(400, { 'content-type': 'application/json' }, '{"message":"ß"}'), 5)
    expect(message).toMatchObject({
      head: expect.stringMatching(/^HTTP\/1\.1 400 /),
      body: '{"message":"ß"}',
    })
    expect(message && headerOf(message, 'content-type')).toBe('application/json')
  })
})
