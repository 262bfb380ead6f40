import { expect, test } from 'vitest'
import { signatureHeaders } from '../../../local/host/signature.ts'

test('signs as AWS does: its test vector post-vanilla', () => {
  const signed = signatureHeaders({
    service: 'service',
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' },
    path: '/',
    headers: { host: 'example.amazonaws.com' },
    payload: '',
    now: new Date('2015-08-30T12:36:00Z'),
  })
  expect(signed).toEqual({
    'x-amz-date': '20150830T123600Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
  })
})

test('a session token is sent and signed', () => {
  const signed = signatureHeaders({
    service: 'sqs',
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'token' },
    path: '/',
    headers: { host: 'sqs' },
    payload: '{}',
  })
  expect(signed['x-amz-security-token']).toBe('token')
  expect(signed.authorization).toContain('SignedHeaders=host;x-amz-date;x-amz-security-token,')
})
