import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import * as queueMessages from '../../functions/core/queue-messages.ts'

/** Every message that was ever released. A file here is never changed and never deleted. */
const released: Readonly<Record<string, z.ZodType>> = {
  'customer-message.v1.json': queueMessages.customerMessage,
  'task.v1.json': queueMessages.taskMessage,
  'answer.v1.json': queueMessages.answerMessage,
  'deadline.v1.json': queueMessages.deadlineMessage,
}
const body = z.record(z.string(), z.unknown())
const fixture = (file: string) =>
  body.parse(JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8')))

describe('the released queue messages', () => {
  test('each have a file, and each file is of a message that is still read', () => {
    const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.json'))
    expect(files.toSorted()).toEqual(Object.keys(released).toSorted())
    const schemas = Object.values(queueMessages)
    for (const schema of schemas) expect(Object.values(released)).toContain(schema)
  })

  describe.each(Object.entries(released))('%s', (file, schema) => {
    test('parses as it was released', () => {
      expect(schema.parse(fixture(file))).toEqual(fixture(file))
      expect(fixture(file).type).toBe(file.replace('.json', ''))
    })

    test('parses with fields that this version does not know', () => {
      const newer = { ...fixture(file), sentBy: 'a later version', trace: { id: 1 } }
      expect(schema.parse(newer)).toEqual(fixture(file))
    })

    test('does not parse as a later version, without a field, or with a wrong id', () => {
      expect(schema.safeParse({ ...fixture(file), type: file.replace('v1.json', 'v2') }).success).toBe(false)
      for (const field of Object.keys(fixture(file))) {
        const { [field]: _, ...rest } = fixture(file)
        expect(schema.safeParse(rest).success, `without ${field}`).toBe(false)
      }
      expect(schema.safeParse({ ...fixture(file), conversationId: 'msg_1' }).success).toBe(false)
      expect(schema.safeParse({ ...fixture(file), turn: 0 }).success).toBe(false)
    })

    test('carries no text of anybody: it names a place in memory', () => {
      expect(JSON.stringify(fixture(file)).length).toBeLessThan(200)
    })
  })
})
