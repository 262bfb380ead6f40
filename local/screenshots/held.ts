import type { Page } from 'playwright-core'
import { specialists } from '../../functions/agents/specialists.ts'
import { messagesResponse } from '../../functions/api/schemas.ts'
import { liveFrame } from '../../functions/core/live.ts'

/** Without the live path the chat looks by itself, and what it finds can be held. */
export async function closeSockets(page: Page): Promise<void> {
  await page.routeWebSocket(/./, (socket) => socket.close())
}

/** Both specialists are at it, for longer than the stand-in model takes. */
export async function holdAtWork(page: Page): Promise<void> {
  await page.route(/messages\?/, async (route) => {
    const response = await route.fetch()
    if (response.status() !== 200) return route.fulfill({ response })
    const body = messagesResponse.parse(await response.json())
    const working = specialists.map(({ name, activity }) => ({ specialist: name, activity: activity.en }))
    const data = body.data.filter(({ author }) => author === 'customer')
    await route.fulfill({
      response,
      json: { ...body, data, turn: { ...body.turn, status: 'thinking', working } },
    })
  })
}

/** What is written of the reply stays as it is from the first draft on. */
export async function holdDraft(page: Page): Promise<void> {
  await page.routeWebSocket(/./, (socket) => {
    const server = socket.connectToServer()
    let isHeld = false
    server.onMessage((data) => {
      if (isHeld) return
      socket.send(data)
      const frame = liveFrame.safeParse(JSON.parse(String(data))).data
      isHeld = frame?.type === 'draft' && frame.text !== ''
    })
  })
}
