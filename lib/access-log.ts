import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'

/** Enough to find a request's own log entries; nothing of who sent it or what it said. */
export const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: AccessLogField.contextRequestId(),
    time: AccessLogField.contextRequestTime(),
    method: AccessLogField.contextHttpMethod(),
    route: AccessLogField.contextResourcePath(),
    status: AccessLogField.contextStatus(),
    responseLatency: AccessLogField.contextResponseLatency(),
    integrationLatency: AccessLogField.contextIntegrationLatency(),
    responseType: AccessLogField.contextErrorResponseType(),
  }),
)

/** The same for the WebSocket: which connection, and neither its token nor what is said. */
export const socketLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: AccessLogField.contextRequestId(),
    time: AccessLogField.contextRequestTime(),
    connection: '$context.connectionId',
    event: '$context.eventType',
    route: '$context.routeKey',
    status: AccessLogField.contextStatus(),
    integrationLatency: AccessLogField.contextIntegrationLatency(),
    error: '$context.error.responseType',
  }),
)
