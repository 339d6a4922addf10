import type { Token } from './tokens.ts';

/**
 * Libraries that act on clouds, clusters and other services. With one of them in a program text, a call that is named as a
 * deletion deletes there; without one, `delete` may be a map's.
 */
const libraries =
  /^(?:boto3|aioboto3|botocore|aiobotocore|aws-sdk|Aws|AWS|google|googleapiclient|gcloud|azure|msgraph|kubernetes|docker|dockerode|podman|stripe|Stripe|twilio|oci|digitalocean|hcloud|linode_api4|openstack|heroku3|cloudflare|Cloudflare|github|Github|octokit|Octokit|gitlab|firebase_admin|firebase-admin|hvac|consul|nomad|elasticsearch|opensearchpy|qdrant_client|pinecone|weaviate|chromadb|pymilvus|databricks|snowflake|mlflow|wandb|huggingface_hub|slack_sdk|shopify|sendgrid|auth0|contentful|algoliasearch|minio)$|^@?(?:aws-sdk|google-cloud|googleapis|azure|kubernetes|octokit|pulumi|vercel|planetscale|supabase|elastic|opensearch-project|qdrant|pinecone-database|firebase-admin|oci)[/-]|^(?:aws-sdk|google\/cloud|azure)/;

const deletion =
  /^(?:begin_|batch_|bulk_|async_|force_|admin_|schedule_)?(?:delete|destroy|terminate|purge|prune|deregister|nuke)(?:$|_)|^(?:batch|bulk|force|admin|schedule)?(?:[dD]elete|[dD]estroy|[tT]erminate|[pP]urge|[pP]rune|[dD]eregister)(?:[A-Z]\w*|\w*Command)?$|^remove_(?:bucket|objects?|collection|index|database|secret|user|stack)s?$|^(?:removeBucket|removeObjects?)$/;

/** Whether a name is that of a deletion, as libraries of services name them: `delete_bucket`, `DeleteBucketCommand`. */
export const isDeletion = (name: string): boolean => deletion.test(name);

/** Whether a program text works with a service by a library of it. */
export const usesService = (tokens: readonly Token[]): boolean =>
  tokens.some(({ kind, text }) => (kind === 'name' || kind === 'string') && libraries.test(text));
