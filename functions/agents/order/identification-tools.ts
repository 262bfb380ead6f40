import * as z from 'zod'
import { defineTool, fail, succeed, type Tool } from '../../core/tool.ts'

const findUserIdByEmail = defineTool({
  name: 'find_user_id_by_email',
  description: 'The id of the customer with this e-mail address. Errors: USER_NOT_FOUND.',
  input: z.strictObject({ email: z.string() }),
  async execute({ email }, { store }) {
    const customerId = await store.customerIdByEmail(email)
    return customerId === undefined ? nobody : succeed(customerId)
  },
})

const findUserIdByNameZip = defineTool({
  name: 'find_user_id_by_name_zip',
  description:
    'The id of the customer with this first and last name and the zip of their default address. Errors: USER_NOT_FOUND.',
  input: z.strictObject({ first_name: z.string(), last_name: z.string(), zip: z.string() }),
  async execute({ first_name, last_name, zip }, { store }) {
    const customerId = await store.customerIdByNameAndZip(first_name, last_name, zip)
    return customerId === undefined ? nobody : succeed(customerId)
  },
})

/**
 * Who a customer is, from what they say of themselves. Not offered to any agent: here the storefront vouches for the
 * customer by a signed token. The replay of recorded conversations calls them.
 */
export const identificationTools: readonly Tool[] = [findUserIdByEmail, findUserIdByNameZip]

const nobody = fail('USER_NOT_FOUND', 'No customer was found by these details.')
