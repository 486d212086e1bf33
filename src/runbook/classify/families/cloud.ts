import type { Family } from '../row.ts';
import { changes, destroys, reads } from './make.ts';

const awsValued = ['--profile', '--region', '--output', '--endpoint-url', '--query'];

export const cloud: Family[] = [
  {
    programs: ['aws'],
    valued: awsValued,
    alone: ['--no-cli-pager', '--no-verify-ssl', '--no-paginate', '--debug'],
    rows: [
      reads('s3 ls', 'lists a bucket', 'aws s3 ls s3://b'),
      reads('sts get-caller-identity', 'shows who you are', 'aws sts get-caller-identity'),
      reads('* describe-*|list-*', 'shows what is there', 'aws ec2 describe-instances'),
      reads('* wait', 'waits', 'aws ecs wait services-stable'),
      reads('cloudtrail lookup-events', 'shows what happened', 'aws cloudtrail lookup-events'),
      reads(
        's3api get-bucket-*|head-bucket|head-object',
        'shows a bucket',
        'aws s3api get-bucket-policy --bucket b',
      ),
      reads('iam simulate-principal-policy', 'checks rights', 'aws iam simulate-principal-policy'),
      reads(
        'cloudformation validate-template',
        'checks a template',
        'aws cloudformation validate-template --template-body file://a',
      ),
      reads('configure list|list-profiles', 'shows the client', 'aws configure list'),
      changes(
        'stepfunctions get-activity-task',
        'takes a task',
        'aws stepfunctions get-activity-task --activity-arn a',
      ),
      reads(
        'sts|ecr|ec2|eks get-token|get-password-data|get-session-token|get-federation-token|get-login-password|get-authorization-token',
        'prints a key',
        'aws ecr get-login-password',
        { reveals: true },
      ),
      // Not `* get-*`: some services write what they get into a file.
      reads(
        'iam|ec2|ecs|eks|lambda|logs|route53|sns|ssm|kms|dynamodb|cloudformation|ce|acm|wafv2|cloudtrail|service-quotas|xray|elasticache|rds|cloudfront|ecr|sqs|events|scheduler|budgets|codebuild|codepipeline|codedeploy|stepfunctions|guardduty|securityhub|inspector2|organizations|backup|athena|batch|autoscaling get-*|batch-get-*',
        'shows what is there',
        'aws iam get-role --role-name a',
        { lacks: ['--outfile'] },
      ),
      reads(
        'cloudwatch get-metric-statistics|get-metric-data',
        'shows metrics',
        'aws cloudwatch get-metric-data',
      ),
      reads('logs filter-log-events|get-log-events|tail', 'shows logs', 'aws logs tail g'),
      reads(
        'secretsmanager get-secret-value',
        'shows a secret',
        'aws secretsmanager get-secret-value --secret-id a',
        { reveals: true },
      ),
      destroys('s3 rm|rb', 'deletes objects', 'aws s3 rm s3://b/a'),
      destroys(
        's3 sync|mv',
        'deletes what the source does not have',
        'aws s3 sync a s3://b --delete',
        { has: ['--delete'] },
      ),
      changes('s3 cp|mv|sync|mb', 'copies objects', 'aws s3 cp a s3://b/a'),
      destroys(
        'ec2 terminate-instances|delete-volume|delete-snapshot',
        'destroys machines',
        'aws ec2 terminate-instances',
      ),
      destroys(
        'rds delete-db-instance|delete-db-cluster',
        'destroys a database',
        'aws rds delete-db-instance',
      ),
    ],
  },
  {
    programs: ['gsutil'],
    alone: ['-m', '-q'],
    rows: [
      reads('ls|du|stat|cat|hash|version', 'shows a bucket', 'gsutil ls gs://b'),
      destroys('rm|rb', 'deletes objects', 'gsutil rm -r gs://b/a'),
      destroys('rsync', 'deletes what the source does not have', 'gsutil rsync -d a gs://b', {
        has: ['-d'],
      }),
      changes('cp|mv|rsync|mb|setmeta', 'copies objects', 'gsutil cp a gs://b'),
    ],
  },
  {
    programs: ['gcloud'],
    valued: ['--project', '--zone', '--region'],
    rows: [
      reads(
        'alpha|beta * *s list|describe',
        'shows what is there',
        'gcloud alpha monitoring policies list',
      ),
      reads('* *s list|describe', 'shows what is there', 'gcloud compute instances list'),
      reads('*s list|describe', 'shows what is there', 'gcloud projects list'),
      reads('logging read', 'shows logs', 'gcloud logging read a'),
      reads('config list|get-value|get', 'shows settings', 'gcloud config list'),
      reads('auth list', 'shows who you are', 'gcloud auth list'),
      reads('info', 'shows the client', 'gcloud info', { most: 0 }),
      reads('storage ls|cat|du|hash', 'shows a bucket', 'gcloud storage ls gs://b'),
      reads(
        'compute instances get-serial-port-output',
        'shows a console',
        'gcloud compute instances get-serial-port-output a',
      ),
      reads('*s get-iam-policy', 'shows rights', 'gcloud projects get-iam-policy a'),
      destroys(
        'compute instances|disks|snapshots delete',
        'destroys it',
        'gcloud compute disks delete a',
      ),
    ],
  },
  {
    programs: ['terraform', 'tofu'],
    alone: ['-no-color'],
    valued: ['-chdir'],
    rows: [
      destroys('destroy', 'destroys what is managed', 'terraform destroy'),
      destroys('state rm', 'forgets what is managed', 'terraform state rm a'),
      reads('plan', 'shows what would change', 'terraform plan', {
        lacks: ['-out', '-destroy', '-generate-config-out'],
      }),
      reads('show|output|version|validate|graph|providers', 'shows the state', 'terraform show', {
        lacks: ['-plugin-dir', 'lock', 'mirror'],
      }),
      reads('workspace list|show', 'shows workspaces', 'terraform workspace list'),
      reads('fmt', 'checks the layout', 'terraform fmt -check', { has: ['-check'] }),
      reads('state list|show', 'shows the state', 'terraform state list'),
      changes('apply|init|import|taint', 'changes what is managed', 'terraform apply'),
    ],
  },
];
