import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** One value the deployment prints, under exactly this name. */
export function output(scope: Construct, name: string, value: string, description: string): void {
  new CfnOutput(scope, `${name}Output`, { value, description }).overrideLogicalId(name);
}
