import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { App, Validations } from 'aws-cdk-lib/core'
import * as z from 'zod'
import { specialists as allSpecialists } from '../functions/agents/specialists.ts'
import type { Card } from '../functions/core/specialist.ts'
import { type Bundles, bundleFunctions } from './bundles.ts'
import { type Config, parseConfig } from './config.ts'
import { ServiceStack } from './service-stack.ts'
import { StatefulStack } from './stateful-stack.ts'
import { type WidgetFolders, writeWidget } from './widget-folders.ts'
import { WidgetStack } from './widget-stack.ts'

export interface SynthesizeOptions {
  /** A stage in cdk.json. Left out: `dev`, or what the CDK command line says (`-c stage=…`). */
  readonly stage?: string
  /** Takes the place of what cdk.json says. */
  readonly config?: Config
  /** Where the templates go. Left out: where the CDK command line says, or a temporary folder. */
  readonly outdir?: string
  /** Also checks the templates: CloudFormation's own rules and AWS Solutions' (cdk-nag). Some seconds slower. */
  readonly validate?: boolean
  readonly specialists?: readonly Card[]
  /** Left out: the functions are bundled. */
  readonly bundles?: Bundles
  /** Left out: the widget is built. `false`: without its stack, which takes a second; the others do not need it. */
  readonly widget?: WidgetFolders | false
}

/** Makes the templates. Throws an error that says what is wrong with the configuration, the bundles or a template. */
export async function synthesize(options: SynthesizeOptions = {}) {
  const { validate = false, specialists = allSpecialists } = options
  const app = new App({
    ...(options.outdir !== undefined && { outdir: options.outdir }),
    context: { stage: options.stage ?? 'dev', ...cdkJson().context },
    analyticsReporting: false,
    builtinCloudFormationValidation: validate,
    treeMetadata: validate,
    stackTraces: validate,
  })
  const config =
    options.config ??
    parseConfig(app.node.tryGetContext('switchboard'), app.node.tryGetContext('stage'), specialists)
  const [bundles, widget] = await Promise.all([
    options.bundles ?? bundleFunctions(specialists),
    options.widget ?? writeWidget(),
  ])

  const stateful = new StatefulStack(app, `Switchboard-${config.stage}-Stateful`, config)
  new ServiceStack(app, `Switchboard-${config.stage}-Service`, { config, bundles, specialists, stateful })
  if (widget) new WidgetStack(app, `Switchboard-${config.stage}-Widget`, { config, folders: widget })

  if (validate) {
    const { AwsSolutionsChecks } = await import('cdk-nag')
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
  }
  return app.synth()
}

/** Feature flags and configuration, read here so that every way to synthesize has the same. */
function cdkJson() {
  const text = readFileSync(resolve(import.meta.dirname, '../cdk.json'), 'utf8')
  return z.object({ context: z.record(z.string(), z.unknown()) }).parse(JSON.parse(text))
}
