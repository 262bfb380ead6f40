import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'
import type { Config } from './config.ts'

/** What an alarm says: what happened, and where the runbook says what to do. */
export interface AlarmText {
  readonly says: string
  /** The anchor of the entry in docs/runbook.md. */
  readonly runbook: string
}

/**
 * Every alarm, and the mail address that they go to, if one is configured. CloudWatch gives ten alarms free and takes
 * $0.10 a month for each further one, so an alarm must be worth it: see docs/decisions for what has none, and why.
 */
export class Alarms extends Construct {
  readonly #action: SnsAction | undefined

  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id)
    if (config.alarmEmail === undefined) return
    const topic = new Topic(this, 'Topic', { enforceSSL: true })
    topic.addSubscription(new EmailSubscription(config.alarmEmail))
    this.#action = new SnsAction(topic)
  }

  /** Rings when the metric is above `threshold`. No data is no problem: nothing runs when nobody talks. */
  above(scope: Construct, id: string, metric: IMetric, threshold: number, text: AlarmText): void {
    const alarm = new Alarm(scope, id, {
      metric,
      threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: `${text.says} What to do: docs/runbook.md#${text.runbook}`,
    })
    if (this.#action) alarm.addAlarmAction(this.#action)
  }
}
