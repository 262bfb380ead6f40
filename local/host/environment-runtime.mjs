/**
 * Runs inside an execution environment (a worker thread): loads the handler, then answers one event at a time.
 * Plain JavaScript, because stripping types would add 40 ms to every cold start.
 */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { enableCompileCache, flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { followClock } from './environment-time.mjs'

const { directory, handler: handlerName, context: fixed, compiled, ahead, firstSignal } = workerData
let requestId

const time = followClock(ahead, firstSignal)

captureLines('stdout', process.stdout)
captureLines('stderr', process.stderr)

let handler
try {
  enableCompileCache(compiled)
  handler = await loadHandler()
  flushCompileCache()
  tell({ type: 'ready' })
} catch (error) {
  tell({ type: 'unloadable', error: shapeOf(error) })
}

parentPort.on('message', (message) => (message.type === 'invoke' ? answer(message) : wake()))

async function answer(invocation) {
  time.eventBegins()
  requestId = invocation.requestId
  process.env._X_AMZN_TRACE_ID = traceId()
  try {
    const result = await handler(JSON.parse(invocation.event), contextOf(invocation))
    const payload = JSON.stringify(result)
    flush()
    tell({ type: 'answered', requestId, payload: payload ?? 'null' })
  } catch (error) {
    flush()
    tell({ type: 'threw', requestId, error: shapeOf(error) })
  }
}

/** Tells when what was due has fired, and what that ends has ended: connections above all. */
function wake() {
  time.timePassed()
  setImmediate(() => setImmediate(() => tell({ type: 'woken' })))
}

async function loadHandler() {
  const dot = handlerName.lastIndexOf('.')
  const [file, name] = [handlerName.slice(0, dot), handlerName.slice(dot + 1)]
  const path = ['.mjs', '.js', '.cjs']
    .map((end) => join(directory, file + end))
    .find((each) => existsSync(each))
  if (path === undefined) throw new Error(`Cannot find module '${file}' in ${directory}`)
  const module = await import(pathToFileURL(path).href)
  const found = module[name] ?? module.default?.[name]
  if (typeof found !== 'function') throw new Error(`${handlerName} is undefined or not a function`)
  return found
}

function contextOf({ requestId: awsRequestId, deadline }) {
  return {
    ...fixed,
    awsRequestId,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    done() {},
    fail() {},
    succeed() {},
  }
}

function traceId() {
  const root = `1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')}`
  return `Root=${root};Parent=${randomBytes(8).toString('hex')};Sampled=0`
}

/** Posted at once rather than through the worker's streams, which lose what was written just before a crash. */
function captureLines(stream, target) {
  let partial = ''
  target.write = (chunk, encoding, callback) => {
    partial += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8')
    const lines = partial.split('\n')
    partial = lines.pop() ?? ''
    for (const line of lines) tell({ type: 'line', stream, line, requestId })
    const done = typeof encoding === 'function' ? encoding : callback
    if (done) queueMicrotask(done)
    return true
  }
  target.flushLine = () => {
    if (partial !== '') tell({ type: 'line', stream, line: partial, requestId })
    partial = ''
  }
}

function flush() {
  process.stdout.flushLine()
  process.stderr.flushLine()
}

function shapeOf(error) {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] }
  return { errorType: error.name, errorMessage: error.message, trace: String(error.stack).split('\n') }
}

function tell(message) {
  parentPort.postMessage(message)
}
