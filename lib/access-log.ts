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
