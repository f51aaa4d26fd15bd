import type { Random } from './random';

/** What an opportunity is about, with texts and products that match. */
export interface Workload {
  /** A value that the model's documentation lists for CustomerUseCase. */
  readonly useCase: string;
  readonly title: string;
  readonly problem: string;
  /** Taken from AWS's list of products for opportunities: https://github.com/aws-samples/partner-crm-integration-samples */
  readonly products: readonly string[];
}

export const workloads: readonly Workload[] = [
  {
    useCase: 'Migration/Database Migration',
    title: 'Data centre exit',
    problem:
      'The lease of the customer’s data centre ends next year. About 400 virtual machines and 60 databases must move before then, without an outage longer than a weekend.',
    products: ['AWSApplicationMigrationServiceMGN', 'AWSDatabaseMigrationService', 'AWSDirectConnect', 'AWSDataSync'],
  },
  {
    useCase: 'Big Data: Data Warehouse/Data Integration/ETL/Data Lake/BI',
    title: 'Data lake and reporting',
    problem:
      'Reports are put together by hand from eleven systems and are two weeks old when management reads them. The customer wants one place for its data and figures that are up to date every morning.',
    products: ['AmazonRedshift', 'AmazonAthena', 'AWSDataExchange', 'AWSCleanRooms'],
  },
  {
    useCase: 'AI Machine Learning and Analytics',
    title: 'Assistant for customer service',
    problem:
      'Agents search five systems to answer one question, and a third of all calls are transferred. An assistant should find the answer with its source while the customer is on the line.',
    products: ['AmazonBedrock', 'AmazonBedrockKnowledgeBases', 'AmazonBedrockGuardrails', 'AmazonAPIGateway'],
  },
  {
    useCase: 'Security & Compliance',
    title: 'Security baseline for all accounts',
    problem:
      'An audit found accounts without logging and with keys older than three years. The customer must show a remedy to its supervisor within six months.',
    products: ['AWSControlTower', 'AWSCloudTrail', 'AWSConfig', 'AWSAuditManager', 'AWSWAFWebApplicationFirewall'],
  },
  {
    useCase: 'Storage & Backup',
    title: 'Backup and disaster recovery',
    problem:
      'Backups are kept in the same building as the systems they protect, and a restore has never been tried as a whole. The insurer asks for a second site and a yearly test.',
    products: ['AWSBackup', 'AWSElasticDisasterRecovery', 'AWSStorageGatewayTapeGateway'],
  },
  {
    useCase: 'Business Applications: Mainframe Modernization',
    title: 'Mainframe modernisation',
    problem:
      'Three people can still change the program that calculates premiums, and two of them retire next year. The customer wants to move it step by step while the business goes on.',
    products: ['AWSTransformformainframe', 'AWSDatabaseMigrationService', 'AWSCloudFormation'],
  },
  {
    useCase: 'Manufacturing, Supply Chain and Operations',
    title: 'Predictive maintenance',
    problem:
      'An unplanned stop of the line costs as much as a week of maintenance. Sensor data exists but is thrown away after a day.',
    products: ['AWSSupplyChain', 'AWSSupplyChainDemandPlanning', 'AmazonAthena'],
  },
  {
    useCase: 'Networking',
    title: 'Network between branches and cloud',
    problem:
      'Each of 120 branches has its own tunnel and its own rules; adding one takes six weeks. The customer wants one network that is managed in one place.',
    products: ['AWSTransitGateway', 'AWSCloudWAN', 'AWSClientVPN', 'AWSDirectConnect'],
  },
  {
    useCase: 'Media & High performance computing (HPC)',
    title: 'Live streaming for the new season',
    problem:
      'Last season’s opening match was interrupted for a quarter of an hour. The customer expects three times as many viewers and wants to pay for the peak only while it lasts.',
    products: ['AWSElementalMediaLive', 'AWSElementalMediaPackage', 'AWSElementalMediaTailor'],
  },
  {
    useCase: 'Web development & DevOps',
    title: 'Continuous delivery',
    problem:
      'A release takes a weekend and twelve people. The customer wants to deliver every day, and to go back within minutes when something is wrong.',
    products: ['AWSCodePipeline', 'AWSCodeBuild', 'AWSXRay', 'AWSAppRunner'],
  },
];

export const unusualWorkload: Workload = {
  useCase: 'Edge Computing/End User Computing',
  title: 'リモートワーク環境の刷新',
  problem:
    '現在のVDI環境は老朽化しており、在宅勤務の利用者が同時に接続できません。お客様は年度内に安全で使いやすい環境への移行を希望しています。',
  products: ['AmazonAppStream20', 'AWSClientVPN', 'AWSDirectoryService'],
};

/** Sentences that fit any workload and make some problem descriptions as long as real ones. */
export const moreOnTheProblem = [
  'Our solution is in production at four companies of the same industry.',
  'A proof of concept with real data was shown to the board and convinced it.',
  'The budget is approved for the first phase; the second depends on its result.',
  'The customer’s own team has little experience with AWS, so training is part of the offer.',
  'Data must stay in the region, which the customer’s data protection officer has confirmed in writing.',
];

/** Returns `text`, repeated and cut to exactly `length` characters. */
export function filledTo(length: number, text: string): string {
  return `${text} `
    .repeat(Math.ceil(length / text.length))
    .slice(0, length - 1)
    .trimEnd()
    .padEnd(length, '.');
}

/** Returns 20 to 2000 characters, as the model allows. Of hostile ones, one in thirty has the maximum. */
export function businessProblem(random: Random, { problem }: Workload, hostile: boolean): string {
  const whole = [problem, ...random.several(moreOnTheProblem, random.integer(0, 4))].join(' ');
  return random.chance(1 / 30) && hostile ? filledTo(2000, `${whole}\n\n`) : whole;
}
