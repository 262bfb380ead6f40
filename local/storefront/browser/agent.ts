/** How an agent is called: `product.for.order.2` is the product agent, asked by the order agent. */
export function agentOf(specialist: string): { name: string; askedBy?: string } {
  const [name = specialist, askedBy] = specialist.split('.for.')
  const asking = askedBy?.replace(/\.\d+$/, '')
  return asking === undefined ? { name } : { name, askedBy: asking }
}
