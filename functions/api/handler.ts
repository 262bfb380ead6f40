import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware'
import { MetricUnit } from '@aws-lambda-powertools/metrics'
import middy from '@middy/core'
import httpCors from '@middy/http-cors'
import httpHeaderNormalizer from '@middy/http-header-normalizer'
import httpJsonBodyParser from '@middy/http-json-body-parser'
import httpRouter from '@middy/http-router'
import httpSecurityHeaders from '@middy/http-security-headers'
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda'
import { connectionPosts } from '../adapters/connection-posts.ts'
import { documentClient } from '../adapters/dynamodb-client.ts'
import { dynamoDbConnections } from '../adapters/dynamodb-connections.ts'
import { dynamoDbGuestCodes } from '../adapters/dynamodb-guest-codes.ts'
import { dynamoDbMemory } from '../adapters/dynamodb-memory.ts'
import { dynamoDbRemarks } from '../adapters/dynamodb-remarks.ts'
import { dynamoDbStore } from '../adapters/dynamodb-store.ts'
import { apiEnv, readEnv } from '../adapters/env.ts'
import { newGuestCode } from '../adapters/guest-code.ts'
import { httpProblems } from '../adapters/http-problems.ts'
import { newId } from '../adapters/ids.ts'
import { liveMemory } from '../adapters/live-memory.ts'
import { flushing, liveSocket } from '../adapters/live-socket.ts'
import { secrets } from '../adapters/secrets.ts'
import { sesMail } from '../adapters/ses-mail.ts'
import { sqsClient, sqsInbound } from '../adapters/sqs-queues.ts'
import { logger, metrics } from '../adapters/telemetry.ts'
import { specialists } from '../agents/specialists.ts'
import { type GuestPorts, guestRules } from '../core/guest.ts'
import { decisionRoutes } from './actions.ts'
import { requestHandoff, setControl } from './control.ts'
import { createConversation, listConversations, readConversation } from './conversations.ts'
import { readCustomerToken } from './customer-tokens.ts'
import { askForGuestCode, verifyGuestCode } from './guest.ts'
import { lambdaRoute, type Route } from './http.ts'
import { keyedHashes } from './keyed-hashes.ts'
import { listMessages, postMessage, readTrace } from './messages.ts'
import { openApiDocument } from './openapi.ts'
import { postFeedback, postRead } from './remarks.ts'
import { sessionTokens } from './session-tokens.ts'
import { createSession } from './sessions.ts'

const env = readEnv(apiEnv)
const now = Date.now
const { storeId, socketUrl } = env
const sessionSecrets = async () => await secrets(env.sessionSecretParameter)
const storeSecrets = async () => await secrets(env.storeSecretParameter)
const tokens = sessionTokens({ secrets: sessionSecrets, storeId, now })
const client = documentClient()
const table = { client, table: env.memoryTable, now }
const posts = connectionPosts(env.socketEndpoint)
const live = liveSocket({ posts, connections: dynamoDbConnections(table), now })
const options = {
  memory: liveMemory(dynamoDbMemory(table), live, specialists),
  remarks: dynamoDbRemarks(table),
  inbound: sqsInbound(sqsClient(), env.inboundQueueUrl),
  onSendFailed: (error: unknown) =>
    logger.warn('The message was not sent at once; the relay sends it', { error }),
  cards: specialists,
  deadlineMs: env.turnDeadlineSeconds * 1000,
  tokens,
  newId,
  now,
}
const vouchedFor = async (token: string) =>
  await readCustomerToken(token, { secrets: storeSecrets, storeId, now })
const guest = {
  storeId,
  tokens,
  socketUrl,
  guests: env.mailFrom === undefined ? undefined : guestPorts(env.mailFrom),
}

export const handler = middy<APIGatewayProxyEvent, APIGatewayProxyResult>()
  .use(httpSecurityHeaders())
  .use(httpCors({ origins: env.allowedOrigins, exposeHeaders: 'ETag, Location, Retry-After' }))
  .use(httpProblems())
  .use(httpHeaderNormalizer())
  .use(injectLambdaContext(logger, { resetKeys: true }))
  .use(flushing(live))
  .handler(
    httpRouter([
      post('/v1/sessions', createSession({ storeId, tokens, vouchedFor, newId, socketUrl })),
      post('/v1/sessions/guest', askForGuestCode(guest)),
      post('/v1/sessions/guest/verify', verifyGuestCode(guest)),
      post('/v1/conversations', createConversation(options)),
      get('/v1/conversations', listConversations(options)),
      get('/v1/conversations/{id}', readConversation(options)),
      post('/v1/conversations/{id}/messages', postMessage(options)),
      get('/v1/conversations/{id}/messages', listMessages(options)),
      post('/v1/conversations/{id}/handoff', requestHandoff(options)),
      post('/v1/conversations/{id}/control', setControl(options)),
      post('/v1/conversations/{id}/feedback', postFeedback(options)),
      post('/v1/conversations/{id}/read', postRead(options)),
      ...decisionRoutes(options).map(([verb, route]) =>
        post(`/v1/conversations/{id}/actions/{actionId}/${verb}`, route),
      ),
      get('/v1/conversations/{id}/trace', readTrace(options)),
      get('/v1/health', async () => ({ status: 200, body: { status: 'ok' } })),
      get('/v1/openapi.json', async () => ({ status: 200, body: openApiDocument() })),
    ]),
  )

function guestPorts(mailFrom: string): GuestPorts {
  return {
    store: dynamoDbStore({ client, table: env.storeTable }),
    codes: dynamoDbGuestCodes(table),
    mail: sesMail(mailFrom),
    hashes: keyedHashes(sessionSecrets),
    newCode: newGuestCode,
    onMailFailed(error) {
      logger.error('A mail to a guest was not sent', { error })
      metrics.addMetric('MailFailed', MetricUnit.Count, 1)
      metrics.publishStoredMetrics()
    },
    now,
    rules: guestRules,
  }
}

function get(path: string, route: Route) {
  return { method: 'GET' as const, path, handler: lambdaRoute(route) }
}

function post(path: string, route: Route) {
  return {
    method: 'POST' as const,
    path,
    handler: middy<APIGatewayProxyEvent, APIGatewayProxyResult>()
      .use(httpJsonBodyParser({ disableContentTypeError: true }))
      .handler(lambdaRoute(route)),
  }
}
