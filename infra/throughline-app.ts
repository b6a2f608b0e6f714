import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import cdkJson from '../cdk.json' with { type: 'json' };
import { deploymentSettings } from './deployment-settings.ts';
import { ThroughlineStack } from './throughline-stack.ts';

export interface ThroughlineAppOptions {
  /** Folder for the cloud assembly; by default the one the CDK command asks for. */
  outdir?: string;
  /** Settings as `-c key=value` gives them; see docs/deploying.md. */
  context?: Record<string, unknown>;
}

/**
 * The whole CDK app with its one stack, not yet synthesized. The flags of cdk.json hold however it is started.
 * Throws an Error that names every wrong setting. Synthesis fails on any cdk-nag finding without a reason.
 */
export function throughlineApp(options: ThroughlineAppOptions = {}): App {
  const app = new App({
    analyticsReporting: false,
    context: { ...cdkJson.context, ...options.context },
    ...(options.outdir === undefined ? {} : { outdir: options.outdir }),
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const settings = deploymentSettings(app.node.getAllContext());
  new ThroughlineStack(app, settings.stackName, settings);
  return app;
}
