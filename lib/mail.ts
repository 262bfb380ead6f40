import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { ArnFormat, Stack } from 'aws-cdk-lib/core'
import type { Config } from './config.ts'
import type { ServiceFunction } from './function.ts'

/**
 * Lets a function send mail from the configured address, and from no other; nothing where none is configured. Verifying
 * the address, or its domain, is done in SES by hand: whichever of the two is verified is what SES asks about.
 */
export function grantSendMail(sender: ServiceFunction, { mailFrom }: Config): void {
  if (mailFrom === undefined) return
  sender.provide('MAIL_FROM', mailFrom)
  const domain = mailFrom.slice(mailFrom.indexOf('@') + 1).toLowerCase()
  const identity = (resourceName: string) =>
    Stack.of(sender).formatArn({
      service: 'ses',
      resource: 'identity',
      resourceName,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    })
  sender.lambda.addToRolePolicy(
    new PolicyStatement({
      actions: ['ses:SendEmail'],
      resources: [identity(mailFrom), identity(domain)],
      conditions: { StringEquals: { 'ses:FromAddress': mailFrom } },
    }),
  )
}
