import { dynamoDbConnections } from '../../functions/adapters/dynamodb-connections.ts'
import type { AwsRequest, Gate } from '../../local/host/gate.ts'
import { shopBrain } from '../../local/standin/brain/shop-brain.ts'
import type { MessagesRequest } from '../../local/standin/messages-request.ts'
import type { Brain } from '../../local/standin/reply.ts'
import { all, from, isRouter, mentions } from '../../local/standin/script.ts'
import { json, overloaded, tools } from '../../local/standin/scripted-replies.ts'
import type { System } from '../../local/system.ts'
import { type Shopper, shopper } from './shopper.ts'

const customerId = 'mina_okafor_4821'
const newHome = {
  user_id: customerId,
  address1: '12 Elm Street',
  address2: '',
  city: 'Springfield',
  state: 'IL',
  country: 'USA',
  zip: '62701',
}

/**
 * A conversation that needs every grant: questions and changes, a consultation, crashes, a model that is busy, a human, a
 * guest who identifies herself by mail. `gate` and `brain` are for the system; `requests` is what its functions asked.
 */
export function everyGrant() {
  const requests: AwsRequest[] = []
  const mortal = new Set<string>()
  const once = onces()
  let system: System | undefined
  /** Then the turn ends at its deadline. */
  let isRouterLost = false

  const gate: Gate = async (request, pass) => {
    const { caller, service } = request
    if (caller === undefined) return pass()
    if (isRouterLost && service === 'dynamodb' && caller.functionId.startsWith('Router'))
      return { status: 400, body: '{"__type":"ValidationException"}' }
    const victim = [...mortal].find((name) => caller.functionId.startsWith(name))
    if (victim !== undefined && mortal.delete(victim)) {
      await system?.host.kill(caller)
      throw new Error('Its environment is gone')
    }
    requests.push(request)
    // Each function finds once that a client is gone.
    if (service === 'execute-api' && !caller.functionId.startsWith('Socket'))
      return { status: once(`told by ${caller.functionId}`) ? 410 : 200, body: '' }
    return pass()
  }

  const moving = mentions('The customer has moved')
  const brain: Brain = {
    reply(request, call) {
      if (busy(request)) return overloaded()
      if (all(isRouter, mentions('I have moved'))(request) && once('routed'))
        return json({
          kind: 'delegate',
          reason: 'r',
          reply: '',
          tasks: [{ specialist: 'order', task: 'The customer has moved', reason: 'r' }],
        })
      if (all(from('order'), moving)(request)) {
        const question = { specialist: 'product', question: 'Does the kettle come in black?' }
        if (once('consulted')) return tools([{ name: 'consult', input: question }])
        if (once('changed')) return tools([{ name: 'modify_user_address', input: newHome }])
      }
      return shopBrain.reply(request, call)
    },
  }
  let overloadedAgent = ''
  const busy = (request: MessagesRequest): boolean => {
    if (overloadedAgent === '' || !from(overloadedAgent)(request)) return false
    overloadedAgent = ''
    return true
  }

  const converse = async (running: System): Promise<void> => {
    system = running
    let mina = await shopper(running, { customerId })
    const say = async (text: string): Promise<void> => {
      await addClient(running, mina)
      await mina.say(text)
      await passAllTime(running)
    }
    for (const name of ['Router', 'Order', 'Product']) mortal.add(name)
    await say('Where is my order #W0482125, and does the kettle come in black?')
    await say('Please cancel order #W0482117, I no longer need it.')
    await say('yes')
    await say('I have moved.')
    await say('yes')
    mina = await shopper(running, { customerId })
    for (const [agent, text] of [
      ['product', 'Is there a wool blanket in grey?'],
      ['order', 'Where is my order #W0482133?'],
    ] as const) {
      overloadedAgent = agent
      await say(text)
    }
    isRouterLost = true
    await say('Is anybody there?')
    isRouterLost = false
    await comeAndGo(running, mina)
    await handOverAndBack(running, mina)
    await identifyByMail(running)
    await passAllTime(running)
  }
  return { requests, gate, brain, converse }
}

/** True the first time that it is asked for a name. */
function onces(): (name: string) => boolean {
  const asked = new Set<string>()
  return (name) => !asked.has(name) && asked.add(name).has(name)
}

/** Until nothing waits for its time any more: no deadline, no message put back. */
async function passAllTime({ host }: System): Promise<void> {
  for (let due = host.nextDue(); due !== undefined; due = host.nextDue()) {
    host.passTime(Math.max(0, due - host.now()))
    await host.idle()
  }
}

/** A client that is not there. */
async function addClient({ memoryTable, host }: System, { conversationId }: Shopper): Promise<void> {
  const connections = dynamoDbConnections({ ...memoryTable, now: host.now })
  const session = { sessionId: 'ses_1', customerId, operator: false }
  const [connectedAt, until] = [host.now(), host.now() + 3_600_000]
  await connections.add({ id: 'ghost=', conversationId, session, connectedAt, until })
}

/** A client that is there for a moment. */
async function comeAndGo({ host }: System, mina: Shopper): Promise<void> {
  const client = await mina.connect()
  await client.resume(0)
  await client.close()
  await host.idle()
}

async function handOverAndBack(system: System, { conversationId, post }: Shopper): Promise<void> {
  await post('/handoff')
  await system.host.idle()
  const operator = await shopper(system, { customerId: 'boss', operator: true, conversationId })
  await operator.post('/control', { control: 'bot' })
  await system.host.idle()
}

async function identifyByMail({ host, storeId }: System): Promise<void> {
  const post = async (path: string, body: object, token = ''): Promise<string> => {
    const response = await fetch(`${host.url}/v1/sessions${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ storeId, ...body }),
    })
    return await response.text()
  }
  const { sessionToken } = JSON.parse(await post('', {}))
  await post('/guest', { orderId: '#W0482125', email: 'mina.okafor4821@example.com' }, sessionToken)
  const [code] = /\b\d{6}\b/.exec(host.mail.outbox.at(-1)?.text ?? '') ?? []
  await post('/guest/verify', { code }, sessionToken)
}
