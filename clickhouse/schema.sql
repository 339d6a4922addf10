-- Generated from src/ by `npm run generate`. Edit the source, not this file.
-- The ledger makes these tables and keeps them up to date.

CREATE DATABASE IF NOT EXISTS telemetry;

CREATE DATABASE IF NOT EXISTS otel;

USE telemetry;

CREATE TABLE IF NOT EXISTS telemetry."canaries" (id String, at DateTime DEFAULT now())
ENGINE = MergeTree ORDER BY id TTL at + INTERVAL 1 DAY;

CREATE TABLE IF NOT EXISTS otel.otel_traces (
  Timestamp DateTime64(9) CODEC(ZSTD(1)),
  TraceId String CODEC(ZSTD(1)),
  SpanId String CODEC(ZSTD(1)),
  ParentSpanId String CODEC(ZSTD(1)),
  TraceState String CODEC(ZSTD(1)),
  SpanName LowCardinality(String) CODEC(ZSTD(1)),
  SpanKind LowCardinality(String) CODEC(ZSTD(1)),
  ServiceName LowCardinality(String) CODEC(ZSTD(1)),
  ResourceAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  ScopeName String CODEC(ZSTD(1)),
  ScopeVersion String CODEC(ZSTD(1)),
  SpanAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  Duration UInt64 CODEC(ZSTD(1)),
  StatusCode LowCardinality(String) CODEC(ZSTD(1)),
  StatusMessage String CODEC(ZSTD(1)),
  `Events.Timestamp` Array(DateTime64(9)) CODEC(ZSTD(1)),
  `Events.Name` Array(LowCardinality(String)) CODEC(ZSTD(1)),
  `Events.Attributes` Array(Map(LowCardinality(String), String)) CODEC(ZSTD(1)),
  `Links.TraceId` Array(String) CODEC(ZSTD(1)),
  `Links.SpanId` Array(String) CODEC(ZSTD(1)),
  `Links.TraceState` Array(String) CODEC(ZSTD(1)),
  `Links.Attributes` Array(Map(LowCardinality(String), String)) CODEC(ZSTD(1))
)
ENGINE = MergeTree
PARTITION BY toDate(Timestamp)
ORDER BY (ServiceName, SpanName, toDateTime(Timestamp))
TTL toDateTime(Timestamp) + INTERVAL 259200 SECOND
SETTINGS ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS otel.otel_logs (
  Timestamp DateTime64(9) CODEC(ZSTD(1)),
  TraceId String CODEC(ZSTD(1)),
  SpanId String CODEC(ZSTD(1)),
  TraceFlags UInt8 CODEC(ZSTD(1)),
  SeverityText LowCardinality(String) CODEC(ZSTD(1)),
  SeverityNumber UInt8 CODEC(ZSTD(1)),
  ServiceName LowCardinality(String) CODEC(ZSTD(1)),
  Body String CODEC(ZSTD(1)),
  ResourceSchemaUrl LowCardinality(String) CODEC(ZSTD(1)),
  ResourceAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  ScopeSchemaUrl LowCardinality(String) CODEC(ZSTD(1)),
  ScopeName String CODEC(ZSTD(1)),
  ScopeVersion LowCardinality(String) CODEC(ZSTD(1)),
  ScopeAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  LogAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  EventName String CODEC(ZSTD(1))
)
ENGINE = MergeTree
PARTITION BY toDate(Timestamp)
ORDER BY (toStartOfFiveMinutes(Timestamp), ServiceName, Timestamp)
TTL toDateTime(Timestamp) + INTERVAL 259200 SECOND
SETTINGS ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS otel.otel_metrics_gauge (
  ResourceAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  ResourceSchemaUrl String CODEC(ZSTD(1)),
  ScopeName String CODEC(ZSTD(1)),
  ScopeVersion String CODEC(ZSTD(1)),
  ScopeAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  ScopeDroppedAttrCount UInt32 CODEC(ZSTD(1)),
  ScopeSchemaUrl String CODEC(ZSTD(1)),
  ServiceName LowCardinality(String) CODEC(ZSTD(1)),
  MetricName LowCardinality(String) CODEC(ZSTD(1)),
  MetricDescription String CODEC(ZSTD(1)),
  MetricUnit String CODEC(ZSTD(1)),
  Attributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  StartTimeUnix DateTime CODEC(ZSTD(1)),
  TimeUnix DateTime CODEC(ZSTD(1)),
  Flags UInt32 CODEC(ZSTD(1)),
  Value Float64 CODEC(ZSTD(1)),
  `Exemplars.FilteredAttributes` Array(Map(LowCardinality(String), String)) CODEC(ZSTD(1)),
  `Exemplars.TimeUnix` Array(DateTime) CODEC(ZSTD(1)),
  `Exemplars.Value` Array(Float64) CODEC(ZSTD(1)),
  `Exemplars.SpanId` Array(String) CODEC(ZSTD(1)),
  `Exemplars.TraceId` Array(String) CODEC(ZSTD(1))
)
ENGINE = MergeTree
PARTITION BY toDate(TimeUnix)
ORDER BY (ServiceName, MetricName, toStartOfHour(TimeUnix), cityHash64(Attributes), TimeUnix)
TTL toDateTime(TimeUnix) + INTERVAL 259200 SECOND
SETTINGS ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS otel.otel_metrics_sum (
  ResourceAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  ResourceSchemaUrl String CODEC(ZSTD(1)),
  ScopeName String CODEC(ZSTD(1)),
  ScopeVersion String CODEC(ZSTD(1)),
  ScopeAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  ScopeDroppedAttrCount UInt32 CODEC(ZSTD(1)),
  ScopeSchemaUrl String CODEC(ZSTD(1)),
  ServiceName LowCardinality(String) CODEC(ZSTD(1)),
  MetricName LowCardinality(String) CODEC(ZSTD(1)),
  MetricDescription String CODEC(ZSTD(1)),
  MetricUnit String CODEC(ZSTD(1)),
  Attributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  StartTimeUnix DateTime CODEC(ZSTD(1)),
  TimeUnix DateTime CODEC(ZSTD(1)),
  Flags UInt32 CODEC(ZSTD(1)),
  Value Float64 CODEC(ZSTD(1)),
  `Exemplars.FilteredAttributes` Array(Map(LowCardinality(String), String)) CODEC(ZSTD(1)),
  `Exemplars.TimeUnix` Array(DateTime) CODEC(ZSTD(1)),
  `Exemplars.Value` Array(Float64) CODEC(ZSTD(1)),
  `Exemplars.SpanId` Array(String) CODEC(ZSTD(1)),
  `Exemplars.TraceId` Array(String) CODEC(ZSTD(1)),
  AggregationTemporality Int32 CODEC(ZSTD(1)),
  IsMonotonic Bool CODEC(ZSTD(1))
)
ENGINE = MergeTree
PARTITION BY toDate(TimeUnix)
ORDER BY (ServiceName, MetricName, toStartOfHour(TimeUnix), cityHash64(Attributes), TimeUnix)
TTL toDateTime(TimeUnix) + INTERVAL 259200 SECOND
SETTINGS ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS otel.otel_metrics_histogram (
  ResourceAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  ResourceSchemaUrl String CODEC(ZSTD(1)),
  ScopeName String CODEC(ZSTD(1)),
  ScopeVersion String CODEC(ZSTD(1)),
  ScopeAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  ScopeDroppedAttrCount UInt32 CODEC(ZSTD(1)),
  ScopeSchemaUrl String CODEC(ZSTD(1)),
  ServiceName LowCardinality(String) CODEC(ZSTD(1)),
  MetricName LowCardinality(String) CODEC(ZSTD(1)),
  MetricDescription String CODEC(ZSTD(1)),
  MetricUnit String CODEC(ZSTD(1)),
  Attributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  StartTimeUnix DateTime CODEC(ZSTD(1)),
  TimeUnix DateTime CODEC(ZSTD(1)),
  Flags UInt32 CODEC(ZSTD(1)),
  Count UInt64 CODEC(ZSTD(1)),
  Sum Float64 CODEC(ZSTD(1)),
  BucketCounts Array(UInt64) CODEC(ZSTD(1)),
  ExplicitBounds Array(Float64) CODEC(ZSTD(1)),
  `Exemplars.FilteredAttributes` Array(Map(LowCardinality(String), String)) CODEC(ZSTD(1)),
  `Exemplars.TimeUnix` Array(DateTime) CODEC(ZSTD(1)),
  `Exemplars.Value` Array(Float64) CODEC(ZSTD(1)),
  `Exemplars.SpanId` Array(String) CODEC(ZSTD(1)),
  `Exemplars.TraceId` Array(String) CODEC(ZSTD(1)),
  Min Float64 CODEC(ZSTD(1)),
  Max Float64 CODEC(ZSTD(1)),
  AggregationTemporality Int32 CODEC(ZSTD(1))
)
ENGINE = MergeTree
PARTITION BY toDate(TimeUnix)
ORDER BY (ServiceName, MetricName, toStartOfHour(TimeUnix), cityHash64(Attributes), TimeUnix)
TTL toDateTime(TimeUnix) + INTERVAL 259200 SECOND
SETTINGS ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS otel.otel_metrics_exponential_histogram (
  ResourceAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  ResourceSchemaUrl String CODEC(ZSTD(1)),
  ScopeName String CODEC(ZSTD(1)),
  ScopeVersion String CODEC(ZSTD(1)),
  ScopeAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  ScopeDroppedAttrCount UInt32 CODEC(ZSTD(1)),
  ScopeSchemaUrl String CODEC(ZSTD(1)),
  ServiceName LowCardinality(String) CODEC(ZSTD(1)),
  MetricName LowCardinality(String) CODEC(ZSTD(1)),
  MetricDescription String CODEC(ZSTD(1)),
  MetricUnit String CODEC(ZSTD(1)),
  Attributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  StartTimeUnix DateTime CODEC(ZSTD(1)),
  TimeUnix DateTime CODEC(ZSTD(1)),
  Flags UInt32 CODEC(ZSTD(1)),
  Count UInt64 CODEC(ZSTD(1)),
  Sum Float64 CODEC(ZSTD(1)),
  Scale Int32 CODEC(ZSTD(1)),
  ZeroCount UInt64 CODEC(ZSTD(1)),
  PositiveOffset Int32 CODEC(ZSTD(1)),
  PositiveBucketCounts Array(UInt64) CODEC(ZSTD(1)),
  NegativeOffset Int32 CODEC(ZSTD(1)),
  NegativeBucketCounts Array(UInt64) CODEC(ZSTD(1)),
  `Exemplars.FilteredAttributes` Array(Map(LowCardinality(String), String)) CODEC(ZSTD(1)),
  `Exemplars.TimeUnix` Array(DateTime) CODEC(ZSTD(1)),
  `Exemplars.Value` Array(Float64) CODEC(ZSTD(1)),
  `Exemplars.SpanId` Array(String) CODEC(ZSTD(1)),
  `Exemplars.TraceId` Array(String) CODEC(ZSTD(1)),
  Min Float64 CODEC(ZSTD(1)),
  Max Float64 CODEC(ZSTD(1)),
  AggregationTemporality Int32 CODEC(ZSTD(1))
)
ENGINE = MergeTree
PARTITION BY toDate(TimeUnix)
ORDER BY (ServiceName, MetricName, toStartOfHour(TimeUnix), cityHash64(Attributes), TimeUnix)
TTL toDateTime(TimeUnix) + INTERVAL 259200 SECOND
SETTINGS ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS otel.otel_metrics_summary (
  ResourceAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  ResourceSchemaUrl String CODEC(ZSTD(1)),
  ScopeName String CODEC(ZSTD(1)),
  ScopeVersion String CODEC(ZSTD(1)),
  ScopeAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  ScopeDroppedAttrCount UInt32 CODEC(ZSTD(1)),
  ScopeSchemaUrl String CODEC(ZSTD(1)),
  ServiceName LowCardinality(String) CODEC(ZSTD(1)),
  MetricName LowCardinality(String) CODEC(ZSTD(1)),
  MetricDescription String CODEC(ZSTD(1)),
  MetricUnit String CODEC(ZSTD(1)),
  Attributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  StartTimeUnix DateTime CODEC(ZSTD(1)),
  TimeUnix DateTime CODEC(ZSTD(1)),
  Flags UInt32 CODEC(ZSTD(1)),
  Count UInt64 CODEC(ZSTD(1)),
  Sum Float64 CODEC(ZSTD(1)),
  `ValueAtQuantiles.Quantile` Array(Float64) CODEC(ZSTD(1)),
  `ValueAtQuantiles.Value` Array(Float64) CODEC(ZSTD(1))
)
ENGINE = MergeTree
PARTITION BY toDate(TimeUnix)
ORDER BY (ServiceName, MetricName, toStartOfHour(TimeUnix), cityHash64(Attributes), TimeUnix)
TTL toDateTime(TimeUnix) + INTERVAL 259200 SECOND
SETTINGS ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."origins" (
  version UInt64 CODEC(T64, LZ4),
  "origin" UInt64 CODEC(LZ4),
  "person" LowCardinality(Nullable(String)) CODEC(LZ4),
  "team" LowCardinality(Nullable(String)) CODEC(LZ4),
  "project" LowCardinality(Nullable(String)) CODEC(LZ4),
  "env" LowCardinality(Nullable(String)) CODEC(LZ4),
  "department" LowCardinality(Nullable(String)) CODEC(LZ4),
  "cost_center" LowCardinality(Nullable(String)) CODEC(LZ4),
  "machine" LowCardinality(Nullable(String)) CODEC(LZ4),
  "provider" LowCardinality(Nullable(String)) CODEC(LZ4),
  "client_version" LowCardinality(Nullable(String)) CODEC(LZ4),
  "source" LowCardinality(Nullable(String)) CODEC(LZ4),
  "ccr_session_id" Nullable(String) CODEC(ZSTD(3)),
  "app_version" LowCardinality(Nullable(String)) CODEC(LZ4),
  "app_entrypoint" LowCardinality(Nullable(String)) CODEC(LZ4),
  "organization_id" Nullable(String) CODEC(ZSTD(3)),
  "user_id" Nullable(String) CODEC(ZSTD(3)),
  "user_account_uuid" LowCardinality(Nullable(String)) CODEC(LZ4),
  "user_account_id" Nullable(String) CODEC(ZSTD(3)),
  "user_email" LowCardinality(Nullable(String)) CODEC(LZ4),
  "user_groups" LowCardinality(Nullable(String)) CODEC(LZ4),
  "identity_source" LowCardinality(Nullable(String)) CODEC(LZ4),
  "terminal_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "anthropic_provider" LowCardinality(Nullable(String)) CODEC(LZ4),
  "anthropic_custom_base_url" LowCardinality(Nullable(String)) CODEC(LZ4),
  "vcs_repository_url_full" LowCardinality(Nullable(String)) CODEC(LZ4),
  "vcs_owner_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "vcs_repository_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "vcs_provider_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "workspace_host_paths" LowCardinality(Nullable(String)) CODEC(LZ4),
  "team_id" Nullable(String) CODEC(ZSTD(3)),
  "team_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "project_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "environment" LowCardinality(Nullable(String)) CODEC(LZ4),
  "deployment_environment" LowCardinality(Nullable(String)) CODEC(LZ4),
  "deployment_environment_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "service_namespace" LowCardinality(Nullable(String)) CODEC(LZ4),
  "service_instance_id" Nullable(String) CODEC(ZSTD(3)),
  "host_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "host_id" Nullable(String) CODEC(ZSTD(3)),
  "user" LowCardinality(Nullable(String)) CODEC(LZ4),
  "user_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "user_full_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "enduser_id" Nullable(String) CODEC(ZSTD(3)),
  "org_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "service_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "service_version" LowCardinality(Nullable(String)) CODEC(LZ4),
  "os_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "os_version" LowCardinality(Nullable(String)) CODEC(LZ4),
  "host_arch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "wsl_version" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3))
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (origin)
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS telemetry."session_data" (
  version UInt64 CODEC(T64, LZ4),
  "session_id" String CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "started" Nullable(Int64) CODEC(T64, LZ4),
  "ended" Nullable(Int64) CODEC(T64, LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "ticket" LowCardinality(Nullable(String)) CODEC(LZ4),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "end_reason" LowCardinality(Nullable(String)) CODEC(LZ4),
  "last_stop" LowCardinality(Nullable(String)) CODEC(LZ4),
  "counted_from" LowCardinality(Nullable(String)) CODEC(LZ4),
  "cost_nanodollars" Int64 CODEC(T64, LZ4),
  "input_tokens" Int64 CODEC(T64, LZ4),
  "output_tokens" Int64 CODEC(T64, LZ4),
  "cache_read_tokens" Int64 CODEC(T64, LZ4),
  "cache_creation_tokens" Int64 CODEC(T64, LZ4),
  "starts" Int64 CODEC(T64, LZ4),
  "lines_added" Int64 CODEC(T64, LZ4),
  "lines_removed" Int64 CODEC(T64, LZ4),
  "commits" Int64 CODEC(T64, LZ4),
  "pull_requests" Int64 CODEC(T64, LZ4),
  "edits_accepted" Int64 CODEC(T64, LZ4),
  "edits_rejected" Int64 CODEC(T64, LZ4),
  "active_user_us" Int64 CODEC(T64, LZ4),
  "active_cli_us" Int64 CODEC(T64, LZ4),
  "events" Int64 CODEC(T64, LZ4),
  "prompts" Int64 CODEC(T64, LZ4),
  "requests" Int64 CODEC(T64, LZ4),
  "request_cost_nanodollars" Int64 CODEC(T64, LZ4),
  "request_input_tokens" Int64 CODEC(T64, LZ4),
  "request_output_tokens" Int64 CODEC(T64, LZ4),
  "request_cache_read_tokens" Int64 CODEC(T64, LZ4),
  "request_cache_creation_tokens" Int64 CODEC(T64, LZ4),
  "api_errors" Int64 CODEC(T64, LZ4),
  "retries" Int64 CODEC(T64, LZ4),
  "refusals" Int64 CODEC(T64, LZ4),
  "tool_calls" Int64 CODEC(T64, LZ4),
  "tool_failures" Int64 CODEC(T64, LZ4),
  "tools_rejected" Int64 CODEC(T64, LZ4),
  "compactions" Int64 CODEC(T64, LZ4),
  "subagents" Int64 CODEC(T64, LZ4),
  "api_ms" Int64 CODEC(T64, LZ4),
  "tools_ms" Int64 CODEC(T64, LZ4),
  "hooks_ms" Int64 CODEC(T64, LZ4),
  "hook_events" Int64 CODEC(T64, LZ4),
  "blocks" Int64 CODEC(T64, LZ4),
  "asks" Int64 CODEC(T64, LZ4),
  "permission_requests" Int64 CODEC(T64, LZ4),
  "stops" Int64 CODEC(T64, LZ4),
  "stop_failures" Int64 CODEC(T64, LZ4)
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (session_id)
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS telemetry."session_models" (
  version UInt64 CODEC(T64, LZ4),
  "session_id" Nullable(String) CODEC(LZ4),
  "model" LowCardinality(String) CODEC(LZ4),
  "cost_nanodollars" Int64 CODEC(T64, LZ4),
  "input_tokens" Int64 CODEC(T64, LZ4),
  "output_tokens" Int64 CODEC(T64, LZ4),
  "cache_read_tokens" Int64 CODEC(T64, LZ4),
  "cache_creation_tokens" Int64 CODEC(T64, LZ4),
  "requests" Int64 CODEC(T64, LZ4),
  "request_cost_nanodollars" Int64 CODEC(T64, LZ4),
  "request_input_tokens" Int64 CODEC(T64, LZ4),
  "request_output_tokens" Int64 CODEC(T64, LZ4),
  "request_cache_read_tokens" Int64 CODEC(T64, LZ4),
  "request_cache_creation_tokens" Int64 CODEC(T64, LZ4),
  "api_errors" Int64 CODEC(T64, LZ4),
  "api_ms" Int64 CODEC(T64, LZ4)
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (session_id, model)
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS telemetry."turn_data" (
  version UInt64 CODEC(T64, LZ4),
  "prompt_id" String CODEC(LZ4),
  "session_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "started" Nullable(Int64) CODEC(T64, LZ4),
  "ended" Nullable(Int64) CODEC(T64, LZ4),
  "prompt_length" Nullable(Int64) CODEC(T64, LZ4),
  "command" LowCardinality(Nullable(String)) CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "ticket" LowCardinality(Nullable(String)) CODEC(LZ4),
  "stop" LowCardinality(Nullable(String)) CODEC(LZ4),
  "events" Int64 CODEC(T64, LZ4),
  "requests" Int64 CODEC(T64, LZ4),
  "request_cost_nanodollars" Int64 CODEC(T64, LZ4),
  "request_input_tokens" Int64 CODEC(T64, LZ4),
  "request_output_tokens" Int64 CODEC(T64, LZ4),
  "request_cache_read_tokens" Int64 CODEC(T64, LZ4),
  "request_cache_creation_tokens" Int64 CODEC(T64, LZ4),
  "api_errors" Int64 CODEC(T64, LZ4),
  "retries" Int64 CODEC(T64, LZ4),
  "refusals" Int64 CODEC(T64, LZ4),
  "tool_calls" Int64 CODEC(T64, LZ4),
  "tool_failures" Int64 CODEC(T64, LZ4),
  "tools_rejected" Int64 CODEC(T64, LZ4),
  "compactions" Int64 CODEC(T64, LZ4),
  "subagents" Int64 CODEC(T64, LZ4),
  "api_ms" Int64 CODEC(T64, LZ4),
  "tools_ms" Int64 CODEC(T64, LZ4),
  "hooks_ms" Int64 CODEC(T64, LZ4),
  "hook_events" Int64 CODEC(T64, LZ4),
  "blocks" Int64 CODEC(T64, LZ4),
  "asks" Int64 CODEC(T64, LZ4),
  "permission_requests" Int64 CODEC(T64, LZ4),
  "stops" Int64 CODEC(T64, LZ4),
  "stop_failures" Int64 CODEC(T64, LZ4)
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (prompt_id)
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS telemetry."tool_call_data" (
  version UInt64 CODEC(T64, LZ4),
  "call" String CODEC(LZ4),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "kept_by" Int64 CODEC(Delta, ZSTD(3)),
  "started" Nullable(Int64) CODEC(T64, LZ4),
  "ended" Nullable(Int64) CODEC(T64, LZ4),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "tool" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decision" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decision_source" LowCardinality(Nullable(String)) CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "success" Nullable(Int8) CODEC(T64, LZ4),
  "duration_ms" Nullable(Int64) CODEC(T64, LZ4),
  "error_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "input_bytes" Nullable(Int64) CODEC(T64, LZ4),
  "result_bytes" Nullable(Int64) CODEC(T64, LZ4)
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toDate(toDateTime(intDiv(kept_by, 1000000)))
ORDER BY (session_id, call)
TTL toDateTime(intDiv(kept_by, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."slots" (
  version UInt64 CODEC(T64, LZ4),
  "slot" Int64 CODEC(T64, LZ4),
  "time" Int64 CODEC(T64, LZ4),
  "origin" UInt64 CODEC(LZ4),
  "model" LowCardinality(String) CODEC(LZ4),
  "cost_nanodollars" Int64 CODEC(T64, LZ4),
  "input_tokens" Int64 CODEC(T64, LZ4),
  "output_tokens" Int64 CODEC(T64, LZ4),
  "cache_read_tokens" Int64 CODEC(T64, LZ4),
  "cache_creation_tokens" Int64 CODEC(T64, LZ4),
  "starts" Int64 CODEC(T64, LZ4),
  "lines_added" Int64 CODEC(T64, LZ4),
  "lines_removed" Int64 CODEC(T64, LZ4),
  "commits" Int64 CODEC(T64, LZ4),
  "pull_requests" Int64 CODEC(T64, LZ4),
  "edits_accepted" Int64 CODEC(T64, LZ4),
  "edits_rejected" Int64 CODEC(T64, LZ4),
  "active_user_us" Int64 CODEC(T64, LZ4),
  "active_cli_us" Int64 CODEC(T64, LZ4),
  "events" Int64 CODEC(T64, LZ4),
  "prompts" Int64 CODEC(T64, LZ4),
  "requests" Int64 CODEC(T64, LZ4),
  "request_cost_nanodollars" Int64 CODEC(T64, LZ4),
  "request_input_tokens" Int64 CODEC(T64, LZ4),
  "request_output_tokens" Int64 CODEC(T64, LZ4),
  "request_cache_read_tokens" Int64 CODEC(T64, LZ4),
  "request_cache_creation_tokens" Int64 CODEC(T64, LZ4),
  "api_errors" Int64 CODEC(T64, LZ4),
  "retries" Int64 CODEC(T64, LZ4),
  "refusals" Int64 CODEC(T64, LZ4),
  "tool_calls" Int64 CODEC(T64, LZ4),
  "tool_failures" Int64 CODEC(T64, LZ4),
  "tools_rejected" Int64 CODEC(T64, LZ4),
  "compactions" Int64 CODEC(T64, LZ4),
  "subagents" Int64 CODEC(T64, LZ4),
  "api_ms" Int64 CODEC(T64, LZ4),
  "tools_ms" Int64 CODEC(T64, LZ4),
  "hooks_ms" Int64 CODEC(T64, LZ4),
  "hook_events" Int64 CODEC(T64, LZ4),
  "blocks" Int64 CODEC(T64, LZ4),
  "asks" Int64 CODEC(T64, LZ4),
  "permission_requests" Int64 CODEC(T64, LZ4),
  "stops" Int64 CODEC(T64, LZ4),
  "stop_failures" Int64 CODEC(T64, LZ4),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toDate(toDateTime(intDiv(time, 1000000)))
ORDER BY (slot, origin, model)
TTL toDateTime(intDiv(time, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."day_data" (
  version UInt64 CODEC(T64, LZ4),
  "day" LowCardinality(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "model" LowCardinality(String) CODEC(LZ4),
  "cost_nanodollars" Int64 CODEC(T64, LZ4),
  "input_tokens" Int64 CODEC(T64, LZ4),
  "output_tokens" Int64 CODEC(T64, LZ4),
  "cache_read_tokens" Int64 CODEC(T64, LZ4),
  "cache_creation_tokens" Int64 CODEC(T64, LZ4),
  "starts" Int64 CODEC(T64, LZ4),
  "lines_added" Int64 CODEC(T64, LZ4),
  "lines_removed" Int64 CODEC(T64, LZ4),
  "commits" Int64 CODEC(T64, LZ4),
  "pull_requests" Int64 CODEC(T64, LZ4),
  "edits_accepted" Int64 CODEC(T64, LZ4),
  "edits_rejected" Int64 CODEC(T64, LZ4),
  "active_user_us" Int64 CODEC(T64, LZ4),
  "active_cli_us" Int64 CODEC(T64, LZ4),
  "events" Int64 CODEC(T64, LZ4),
  "prompts" Int64 CODEC(T64, LZ4),
  "requests" Int64 CODEC(T64, LZ4),
  "request_cost_nanodollars" Int64 CODEC(T64, LZ4),
  "request_input_tokens" Int64 CODEC(T64, LZ4),
  "request_output_tokens" Int64 CODEC(T64, LZ4),
  "request_cache_read_tokens" Int64 CODEC(T64, LZ4),
  "request_cache_creation_tokens" Int64 CODEC(T64, LZ4),
  "api_errors" Int64 CODEC(T64, LZ4),
  "retries" Int64 CODEC(T64, LZ4),
  "refusals" Int64 CODEC(T64, LZ4),
  "tool_calls" Int64 CODEC(T64, LZ4),
  "tool_failures" Int64 CODEC(T64, LZ4),
  "tools_rejected" Int64 CODEC(T64, LZ4),
  "compactions" Int64 CODEC(T64, LZ4),
  "subagents" Int64 CODEC(T64, LZ4),
  "api_ms" Int64 CODEC(T64, LZ4),
  "tools_ms" Int64 CODEC(T64, LZ4),
  "hooks_ms" Int64 CODEC(T64, LZ4),
  "hook_events" Int64 CODEC(T64, LZ4),
  "blocks" Int64 CODEC(T64, LZ4),
  "asks" Int64 CODEC(T64, LZ4),
  "permission_requests" Int64 CODEC(T64, LZ4),
  "stops" Int64 CODEC(T64, LZ4),
  "stop_failures" Int64 CODEC(T64, LZ4)
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (day, origin, model)
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS telemetry."plan_window_data" (
  version UInt64 CODEC(T64, LZ4),
  "plan_window" LowCardinality(String) CODEC(LZ4),
  "account" LowCardinality(String) CODEC(LZ4),
  "resets" Int64 CODEC(T64, LZ4),
  "began" Nullable(Int64) CODEC(T64, LZ4),
  "used" Nullable(Float64) CODEC(ZSTD(3)),
  "reached" Nullable(Int64) CODEC(T64, LZ4),
  "reported" Nullable(Int64) CODEC(T64, LZ4)
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (plan_window, account, resets)
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS telemetry."merged_pull_data" (
  version UInt64 CODEC(T64, LZ4),
  "repository" LowCardinality(String) CODEC(LZ4),
  "pull" String CODEC(ZSTD(3)),
  "branch" String CODEC(ZSTD(3)),
  "merged" Int64 CODEC(T64, LZ4)
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (repository, pull)
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS telemetry."event_list" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "identity" FixedString(16) CODEC(ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "name" LowCardinality(String) CODEC(LZ4),
  "session_id" Nullable(String) CODEC(LZ4),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."user_prompt_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "event_sequence" Nullable(Int64) CODEC(T64, LZ4),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "prompt_length" Nullable(Int64) CODEC(T64, LZ4),
  "prompt" Nullable(String) CODEC(ZSTD(3)),
  "prompt_text" Nullable(String) CODEC(ZSTD(3)),
  "message_uuid" LowCardinality(Nullable(String)) CODEC(LZ4),
  "command_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "command_source" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."assistant_response_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "event_sequence" Nullable(Int64) CODEC(T64, LZ4),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "response_length" Nullable(Int64) CODEC(T64, LZ4),
  "response" Nullable(String) CODEC(ZSTD(3)),
  "model" LowCardinality(Nullable(String)) CODEC(LZ4),
  "query_source" LowCardinality(Nullable(String)) CODEC(LZ4),
  "request_id" Nullable(String) CODEC(ZSTD(3)),
  "message_uuid" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."api_request_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "event_sequence" Nullable(Int64) CODEC(T64, LZ4),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "model" LowCardinality(Nullable(String)) CODEC(LZ4),
  "input_tokens" Nullable(Int64) CODEC(T64, LZ4),
  "output_tokens" Nullable(Int64) CODEC(T64, LZ4),
  "cache_read_tokens" Nullable(Int64) CODEC(T64, LZ4),
  "cache_creation_tokens" Nullable(Int64) CODEC(T64, LZ4),
  "cost_nanodollars" Nullable(Int64) CODEC(T64, LZ4),
  "cost_usd_micros" Nullable(Int64) CODEC(T64, LZ4),
  "duration_ms" Nullable(Int64) CODEC(T64, LZ4),
  "speed" LowCardinality(Nullable(String)) CODEC(LZ4),
  "query_source" LowCardinality(Nullable(String)) CODEC(LZ4),
  "request_id" Nullable(String) CODEC(ZSTD(3)),
  "client_request_id" Nullable(String) CODEC(ZSTD(3)),
  "effort" LowCardinality(Nullable(String)) CODEC(LZ4),
  "cache_creation_5m_tokens" Nullable(Int64) CODEC(T64, LZ4),
  "cache_creation_1h_tokens" Nullable(Int64) CODEC(T64, LZ4),
  "ttft_ms" Nullable(Int64) CODEC(T64, LZ4),
  "agent_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "skill_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "plugin_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "marketplace_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_tool_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."api_error_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "event_sequence" Nullable(Int64) CODEC(T64, LZ4),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "model" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error" Nullable(String) CODEC(ZSTD(3)),
  "duration_ms" Nullable(Int64) CODEC(T64, LZ4),
  "attempt" Nullable(Int64) CODEC(T64, LZ4),
  "speed" LowCardinality(Nullable(String)) CODEC(LZ4),
  "query_source" LowCardinality(Nullable(String)) CODEC(LZ4),
  "status_code" Nullable(Int64) CODEC(T64, LZ4),
  "request_id" Nullable(String) CODEC(ZSTD(3)),
  "client_request_id" Nullable(String) CODEC(ZSTD(3)),
  "effort" LowCardinality(Nullable(String)) CODEC(LZ4),
  "agent_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "skill_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "plugin_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "marketplace_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_tool_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."api_retries_exhausted_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "event_sequence" Nullable(Int64) CODEC(T64, LZ4),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "model" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error" Nullable(String) CODEC(ZSTD(3)),
  "total_attempts" Nullable(Int64) CODEC(T64, LZ4),
  "total_retry_duration_ms" Nullable(Int64) CODEC(T64, LZ4),
  "speed" LowCardinality(Nullable(String)) CODEC(LZ4),
  "status_code" Nullable(Int64) CODEC(T64, LZ4),
  "query_source" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."api_refusal_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "event_sequence" Nullable(Int64) CODEC(T64, LZ4),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "model" LowCardinality(Nullable(String)) CODEC(LZ4),
  "query_source" LowCardinality(Nullable(String)) CODEC(LZ4),
  "speed" LowCardinality(Nullable(String)) CODEC(LZ4),
  "attempt" Nullable(Int64) CODEC(T64, LZ4),
  "server_fallback_hop" Nullable(Int8) CODEC(T64, LZ4),
  "request_id" Nullable(String) CODEC(ZSTD(3)),
  "effort" LowCardinality(Nullable(String)) CODEC(LZ4),
  "has_category" Nullable(Int8) CODEC(T64, LZ4),
  "has_explanation" Nullable(Int8) CODEC(T64, LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "agent_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "skill_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "plugin_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "marketplace_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_tool_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."api_request_body_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "event_sequence" Nullable(Int64) CODEC(T64, LZ4),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "body_length" Nullable(Int64) CODEC(T64, LZ4),
  "model" LowCardinality(Nullable(String)) CODEC(LZ4),
  "query_source" LowCardinality(Nullable(String)) CODEC(LZ4),
  "body" Nullable(String) CODEC(ZSTD(3)),
  "body_ref" LowCardinality(Nullable(String)) CODEC(LZ4),
  "body_truncated" Nullable(Int8) CODEC(T64, LZ4),
  "request_body_id" Nullable(String) CODEC(ZSTD(3)),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."api_response_body_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "event_sequence" Nullable(Int64) CODEC(T64, LZ4),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "body_length" Nullable(Int64) CODEC(T64, LZ4),
  "model" LowCardinality(Nullable(String)) CODEC(LZ4),
  "query_source" LowCardinality(Nullable(String)) CODEC(LZ4),
  "body" Nullable(String) CODEC(ZSTD(3)),
  "body_ref" LowCardinality(Nullable(String)) CODEC(LZ4),
  "body_truncated" Nullable(Int8) CODEC(T64, LZ4),
  "request_body_id" Nullable(String) CODEC(ZSTD(3)),
  "request_id" Nullable(String) CODEC(ZSTD(3)),
  "message_id" Nullable(String) CODEC(ZSTD(3)),
  "message_uuid" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."system_prompt_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "event_sequence" Nullable(Int64) CODEC(T64, LZ4),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "system_prompt" Nullable(String) CODEC(ZSTD(3)),
  "system_prompt_hash" LowCardinality(Nullable(String)) CODEC(LZ4),
  "system_prompt_length" Nullable(Int64) CODEC(T64, LZ4),
  "system_prompt_truncated" Nullable(Int8) CODEC(T64, LZ4),
  "system_prompt_original_length" Nullable(Int64) CODEC(T64, LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."tool_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "event_sequence" Nullable(Int64) CODEC(T64, LZ4),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "tool_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "tool_hash" LowCardinality(Nullable(String)) CODEC(LZ4),
  "tool" LowCardinality(Nullable(String)) CODEC(LZ4),
  "tool_truncated" Nullable(Int8) CODEC(T64, LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."tool_decision_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "event_sequence" Nullable(Int64) CODEC(T64, LZ4),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "tool_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decision" LowCardinality(Nullable(String)) CODEC(LZ4),
  "source" LowCardinality(Nullable(String)) CODEC(LZ4),
  "tool_source" LowCardinality(Nullable(String)) CODEC(LZ4),
  "tool_parameters" Nullable(String) CODEC(ZSTD(3)),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "request_id" Nullable(String) CODEC(ZSTD(3)),
  "classifier_verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "classifier_category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."tool_result_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "event_sequence" Nullable(Int64) CODEC(T64, LZ4),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "tool_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "success" Nullable(Int8) CODEC(T64, LZ4),
  "duration_ms" Nullable(Int64) CODEC(T64, LZ4),
  "tool_input_size_bytes" Nullable(Int64) CODEC(T64, LZ4),
  "tool_result_size_bytes" Nullable(Int64) CODEC(T64, LZ4),
  "error_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error" Nullable(String) CODEC(ZSTD(3)),
  "decision_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decision_source" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_scope" LowCardinality(Nullable(String)) CODEC(LZ4),
  "tool_parameters" Nullable(String) CODEC(ZSTD(3)),
  "tool_input" Nullable(String) CODEC(ZSTD(3)),
  "request_id" Nullable(String) CODEC(ZSTD(3)),
  "vcs_ref_head_revision" LowCardinality(Nullable(String)) CODEC(LZ4),
  "vcs_ref_head_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "vcs_ref_head_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."safety_event_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "event_sequence" Nullable(Int64) CODEC(T64, LZ4),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decision" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decision_source" LowCardinality(Nullable(String)) CODEC(LZ4),
  "sandbox_enabled" Nullable(Int8) CODEC(T64, LZ4),
  "tool_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "tool_class" LowCardinality(Nullable(String)) CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "reason_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "reason_code" LowCardinality(Nullable(String)) CODEC(LZ4),
  "rule_source" LowCardinality(Nullable(String)) CODEC(LZ4),
  "grant_scope" LowCardinality(Nullable(String)) CODEC(LZ4),
  "circuit_breaker" LowCardinality(Nullable(String)) CODEC(LZ4),
  "classifier_category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "hook_event" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_tool_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "sandbox_violation_count" Nullable(Int64) CODEC(T64, LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."permission_mode_changed_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "event_sequence" Nullable(Int64) CODEC(T64, LZ4),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "from_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "to_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "trigger" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_registered_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "event_sequence" Nullable(Int64) CODEC(T64, LZ4),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "hook_event" LowCardinality(Nullable(String)) CODEC(LZ4),
  "hook_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "hook_source" LowCardinality(Nullable(String)) CODEC(LZ4),
  "safe_mode" Nullable(Int8) CODEC(T64, LZ4),
  "hook_matcher" LowCardinality(Nullable(String)) CODEC(LZ4),
  "plugin_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "plugin_id_hash" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_execution_start_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "event_sequence" Nullable(Int64) CODEC(T64, LZ4),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "hook_event" LowCardinality(Nullable(String)) CODEC(LZ4),
  "hook_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "num_hooks" Nullable(Int64) CODEC(T64, LZ4),
  "managed_only" Nullable(Int8) CODEC(T64, LZ4),
  "hook_source" LowCardinality(Nullable(String)) CODEC(LZ4),
  "safe_mode" Nullable(Int8) CODEC(T64, LZ4),
  "hook_definitions" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_execution_complete_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "event_sequence" Nullable(Int64) CODEC(T64, LZ4),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "hook_event" LowCardinality(Nullable(String)) CODEC(LZ4),
  "hook_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "num_hooks" Nullable(Int64) CODEC(T64, LZ4),
  "managed_only" Nullable(Int8) CODEC(T64, LZ4),
  "hook_source" LowCardinality(Nullable(String)) CODEC(LZ4),
  "num_success" Nullable(Int64) CODEC(T64, LZ4),
  "num_blocking" Nullable(Int64) CODEC(T64, LZ4),
  "num_non_blocking_error" Nullable(Int64) CODEC(T64, LZ4),
  "num_cancelled" Nullable(Int64) CODEC(T64, LZ4),
  "total_duration_ms" Nullable(Int64) CODEC(T64, LZ4),
  "safe_mode" Nullable(Int8) CODEC(T64, LZ4),
  "hook_definitions" LowCardinality(Nullable(String)) CODEC(LZ4),
  "stdout_chars" Nullable(Int64) CODEC(T64, LZ4),
  "additional_context_chars" Nullable(Int64) CODEC(T64, LZ4),
  "system_message_chars" Nullable(Int64) CODEC(T64, LZ4),
  "initial_user_message_chars" Nullable(Int64) CODEC(T64, LZ4),
  "num_outputs_persisted" Nullable(Int64) CODEC(T64, LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_plugin_metrics_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "event_sequence" Nullable(Int64) CODEC(T64, LZ4),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "plugin_id" Nullable(String) CODEC(ZSTD(3)),
  "hook_event" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."mcp_server_connection_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "event_sequence" Nullable(Int64) CODEC(T64, LZ4),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "status" LowCardinality(Nullable(String)) CODEC(LZ4),
  "transport_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "server_scope" LowCardinality(Nullable(String)) CODEC(LZ4),
  "duration_ms" Nullable(Int64) CODEC(T64, LZ4),
  "error_code" LowCardinality(Nullable(String)) CODEC(LZ4),
  "is_plugin" Nullable(Int8) CODEC(T64, LZ4),
  "plugin_id_hash" LowCardinality(Nullable(String)) CODEC(LZ4),
  "plugin_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error" Nullable(String) CODEC(ZSTD(3)),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."plugin_installed_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "event_sequence" Nullable(Int64) CODEC(T64, LZ4),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "marketplace_is_official" Nullable(Int8) CODEC(T64, LZ4),
  "install_trigger" LowCardinality(Nullable(String)) CODEC(LZ4),
  "plugin_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "plugin_version" LowCardinality(Nullable(String)) CODEC(LZ4),
  "marketplace_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "install_disabled_by_default" Nullable(Int8) CODEC(T64, LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."plugin_loaded_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "event_sequence" Nullable(Int64) CODEC(T64, LZ4),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "plugin_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "plugin_scope" LowCardinality(Nullable(String)) CODEC(LZ4),
  "enabled_via" LowCardinality(Nullable(String)) CODEC(LZ4),
  "plugin_id_hash" LowCardinality(Nullable(String)) CODEC(LZ4),
  "has_hooks" Nullable(Int8) CODEC(T64, LZ4),
  "has_mcp" Nullable(Int8) CODEC(T64, LZ4),
  "skill_path_count" Nullable(Int64) CODEC(T64, LZ4),
  "command_path_count" Nullable(Int64) CODEC(T64, LZ4),
  "agent_path_count" Nullable(Int64) CODEC(T64, LZ4),
  "marketplace_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "plugin_version" LowCardinality(Nullable(String)) CODEC(LZ4),
  "host_owned_mcp" Nullable(Int8) CODEC(T64, LZ4),
  "safe_mode" Nullable(Int8) CODEC(T64, LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."skill_activated_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "event_sequence" Nullable(Int64) CODEC(T64, LZ4),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "skill_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "invocation_trigger" LowCardinality(Nullable(String)) CODEC(LZ4),
  "skill_source" LowCardinality(Nullable(String)) CODEC(LZ4),
  "skill_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "plugin_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "marketplace_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."at_mention_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "event_sequence" Nullable(Int64) CODEC(T64, LZ4),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mention_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "success" Nullable(Int8) CODEC(T64, LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."subagent_completed_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "event_sequence" Nullable(Int64) CODEC(T64, LZ4),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "agent_source" LowCardinality(Nullable(String)) CODEC(LZ4),
  "is_built_in" Nullable(Int8) CODEC(T64, LZ4),
  "is_async" Nullable(Int8) CODEC(T64, LZ4),
  "total_tokens" Nullable(Int64) CODEC(T64, LZ4),
  "total_tool_uses" Nullable(Int64) CODEC(T64, LZ4),
  "duration_ms" Nullable(Int64) CODEC(T64, LZ4),
  "model" LowCardinality(Nullable(String)) CODEC(LZ4),
  "final_model" LowCardinality(Nullable(String)) CODEC(LZ4),
  "model_swapped" Nullable(Int8) CODEC(T64, LZ4),
  "plugin_id_hash" LowCardinality(Nullable(String)) CODEC(LZ4),
  "plugin_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."compaction_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "event_sequence" Nullable(Int64) CODEC(T64, LZ4),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "trigger" LowCardinality(Nullable(String)) CODEC(LZ4),
  "success" Nullable(Int8) CODEC(T64, LZ4),
  "duration_ms" Nullable(Int64) CODEC(T64, LZ4),
  "pre_tokens" Nullable(Int64) CODEC(T64, LZ4),
  "post_tokens" Nullable(Int64) CODEC(T64, LZ4),
  "error" Nullable(String) CODEC(ZSTD(3)),
  "precompute_reuse" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."auth_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "event_sequence" Nullable(Int64) CODEC(T64, LZ4),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "action" LowCardinality(Nullable(String)) CODEC(LZ4),
  "success" Nullable(Int8) CODEC(T64, LZ4),
  "auth_method" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "status_code" Nullable(Int64) CODEC(T64, LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."internal_error_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "event_sequence" Nullable(Int64) CODEC(T64, LZ4),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_code" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."feedback_survey_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "event_sequence" Nullable(Int64) CODEC(T64, LZ4),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "event_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "appearance_id" Nullable(String) CODEC(ZSTD(3)),
  "survey_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "response" Nullable(String) CODEC(ZSTD(3)),
  "enabled_via_override" Nullable(Int8) CODEC(T64, LZ4),
  "trigger_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "event_origin" LowCardinality(Nullable(String)) CODEC(LZ4),
  "event_origin_server" LowCardinality(Nullable(String)) CODEC(LZ4),
  "plugin_id_hash" LowCardinality(Nullable(String)) CODEC(LZ4),
  "plugin_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."retention_sweep_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "event_sequence" Nullable(Int64) CODEC(T64, LZ4),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "result" LowCardinality(Nullable(String)) CODEC(LZ4),
  "period_days" Nullable(Int64) CODEC(T64, LZ4),
  "used_default" Nullable(Int8) CODEC(T64, LZ4),
  "skip_reason" LowCardinality(Nullable(String)) CODEC(LZ4),
  "transcripts_deleted" Nullable(Int64) CODEC(T64, LZ4),
  "transcripts_exempted_desktop" Nullable(Int64) CODEC(T64, LZ4),
  "session_files_deleted" Nullable(Int64) CODEC(T64, LZ4),
  "artifacts_deleted" Nullable(Int64) CODEC(T64, LZ4),
  "files_retained_fresh" Nullable(Int64) CODEC(T64, LZ4),
  "files_past_cutoff" Nullable(Int64) CODEC(T64, LZ4),
  "error_count" Nullable(Int64) CODEC(T64, LZ4),
  "history_entries_pruned" Nullable(Int64) CODEC(T64, LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."managed_settings_resolved_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "event_sequence" Nullable(Int64) CODEC(T64, LZ4),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "managed_settings_trigger" LowCardinality(Nullable(String)) CODEC(LZ4),
  "managed_settings_sources" Nullable(String) CODEC(ZSTD(3)),
  "managed_settings_source_behavior" LowCardinality(Nullable(String)) CODEC(LZ4),
  "managed_settings_helper_state" LowCardinality(Nullable(String)) CODEC(LZ4),
  "managed_settings_helper_applied" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "managed_settings_helper_entry" LowCardinality(Nullable(String)) CODEC(LZ4),
  "managed_settings_helper_path" LowCardinality(Nullable(String)) CODEC(LZ4),
  "managed_settings_resolved_sha256" LowCardinality(Nullable(String)) CODEC(LZ4),
  "managed_settings_settings" LowCardinality(Nullable(String)) CODEC(LZ4),
  "managed_settings_settings_truncated" Nullable(Int8) CODEC(T64, LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."unknown_event_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "event_sequence" Nullable(Int64) CODEC(T64, LZ4),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_session_start_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "source" LowCardinality(Nullable(String)) CODEC(LZ4),
  "model" LowCardinality(Nullable(String)) CODEC(LZ4),
  "session_title" LowCardinality(Nullable(String)) CODEC(LZ4),
  "seconds_since_last_response" Nullable(Float64) CODEC(ZSTD(3)),
  "context_tokens" Nullable(Float64) CODEC(ZSTD(3)),
  "prompt_cache_likely_expired" Nullable(Int8) CODEC(T64, LZ4),
  "estimated_cache_write_usd" Nullable(Float64) CODEC(ZSTD(3)),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_setup_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "trigger" LowCardinality(Nullable(String)) CODEC(LZ4),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_user_prompt_submit_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "prompt" Nullable(String) CODEC(ZSTD(3)),
  "session_title" LowCardinality(Nullable(String)) CODEC(LZ4),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_user_prompt_expansion_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "expansion_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "command_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "command_args" LowCardinality(Nullable(String)) CODEC(LZ4),
  "command_source" LowCardinality(Nullable(String)) CODEC(LZ4),
  "prompt" Nullable(String) CODEC(ZSTD(3)),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_message_display_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "turn_id" Nullable(String) CODEC(ZSTD(3)),
  "message_id" Nullable(String) CODEC(ZSTD(3)),
  "index" Nullable(Float64) CODEC(ZSTD(3)),
  "final" Nullable(Int8) CODEC(T64, LZ4),
  "delta" LowCardinality(Nullable(String)) CODEC(LZ4),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_stop_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "stop_hook_active" Nullable(Int8) CODEC(T64, LZ4),
  "last_assistant_message" Nullable(String) CODEC(ZSTD(3)),
  "background_tasks" Nullable(String) CODEC(ZSTD(3)),
  "session_crons" Nullable(String) CODEC(ZSTD(3)),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_stop_failure_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error" Nullable(String) CODEC(ZSTD(3)),
  "error_details" LowCardinality(Nullable(String)) CODEC(LZ4),
  "last_assistant_message" Nullable(String) CODEC(ZSTD(3)),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_pre_compact_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "trigger" LowCardinality(Nullable(String)) CODEC(LZ4),
  "custom_instructions" LowCardinality(Nullable(String)) CODEC(LZ4),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_post_compact_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "trigger" LowCardinality(Nullable(String)) CODEC(LZ4),
  "compact_summary" LowCardinality(Nullable(String)) CODEC(LZ4),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_pre_model_switch_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "from_model" LowCardinality(Nullable(String)) CODEC(LZ4),
  "to_model" LowCardinality(Nullable(String)) CODEC(LZ4),
  "requested_model" LowCardinality(Nullable(String)) CODEC(LZ4),
  "source" LowCardinality(Nullable(String)) CODEC(LZ4),
  "context_tokens" Nullable(Float64) CODEC(ZSTD(3)),
  "prompt_cache_warm" Nullable(Int8) CODEC(T64, LZ4),
  "cache_ttl" LowCardinality(Nullable(String)) CODEC(LZ4),
  "estimated_cache_write_usd" Nullable(Float64) CODEC(ZSTD(3)),
  "pricing" Nullable(String) CODEC(ZSTD(3)),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_post_model_switch_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "from_model" LowCardinality(Nullable(String)) CODEC(LZ4),
  "to_model" LowCardinality(Nullable(String)) CODEC(LZ4),
  "requested_model" LowCardinality(Nullable(String)) CODEC(LZ4),
  "source" LowCardinality(Nullable(String)) CODEC(LZ4),
  "context_tokens" Nullable(Float64) CODEC(ZSTD(3)),
  "prompt_cache_warm" Nullable(Int8) CODEC(T64, LZ4),
  "cache_ttl" LowCardinality(Nullable(String)) CODEC(LZ4),
  "estimated_cache_write_usd" Nullable(Float64) CODEC(ZSTD(3)),
  "pricing" Nullable(String) CODEC(ZSTD(3)),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_session_end_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "reason" LowCardinality(Nullable(String)) CODEC(LZ4),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_pre_tool_use_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "tool_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "tool_input" Nullable(String) CODEC(ZSTD(3)),
  "mcp_server" Nullable(String) CODEC(ZSTD(3)),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_pre_skill_shell_command_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "tool_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "tool_input" Nullable(String) CODEC(ZSTD(3)),
  "command_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "command_source" LowCardinality(Nullable(String)) CODEC(LZ4),
  "invoked_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_permission_request_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "tool_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "tool_input" Nullable(String) CODEC(ZSTD(3)),
  "mcp_server" Nullable(String) CODEC(ZSTD(3)),
  "tool_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_skill" Nullable(String) CODEC(ZSTD(3)),
  "permission_suggestions" Nullable(String) CODEC(ZSTD(3)),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_permission_denied_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "tool_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "tool_input" Nullable(String) CODEC(ZSTD(3)),
  "mcp_server" Nullable(String) CODEC(ZSTD(3)),
  "reason" LowCardinality(Nullable(String)) CODEC(LZ4),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_post_tool_use_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "tool_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "tool_input" Nullable(String) CODEC(ZSTD(3)),
  "mcp_server" Nullable(String) CODEC(ZSTD(3)),
  "tool_response" Nullable(String) CODEC(ZSTD(3)),
  "duration_ms" Nullable(Float64) CODEC(ZSTD(3)),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_post_tool_use_failure_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "tool_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "tool_input" Nullable(String) CODEC(ZSTD(3)),
  "mcp_server" Nullable(String) CODEC(ZSTD(3)),
  "error" Nullable(String) CODEC(ZSTD(3)),
  "is_interrupt" Nullable(Int8) CODEC(T64, LZ4),
  "duration_ms" Nullable(Float64) CODEC(ZSTD(3)),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_post_tool_batch_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "tool_calls" Nullable(String) CODEC(ZSTD(3)),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_elicitation_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "message" Nullable(String) CODEC(ZSTD(3)),
  "mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "url" LowCardinality(Nullable(String)) CODEC(LZ4),
  "elicitation_id" Nullable(String) CODEC(ZSTD(3)),
  "requested_schema" Nullable(String) CODEC(ZSTD(3)),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_elicitation_result_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "action" LowCardinality(Nullable(String)) CODEC(LZ4),
  "content" Nullable(String) CODEC(ZSTD(3)),
  "mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "elicitation_id" Nullable(String) CODEC(ZSTD(3)),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_subagent_start_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_subagent_stop_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "stop_hook_active" Nullable(Int8) CODEC(T64, LZ4),
  "last_assistant_message" Nullable(String) CODEC(ZSTD(3)),
  "background_tasks" Nullable(String) CODEC(ZSTD(3)),
  "session_crons" Nullable(String) CODEC(ZSTD(3)),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_task_created_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "task_id" Nullable(String) CODEC(ZSTD(3)),
  "task_subject" LowCardinality(Nullable(String)) CODEC(LZ4),
  "task_description" LowCardinality(Nullable(String)) CODEC(LZ4),
  "teammate_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "team_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_task_completed_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "task_id" Nullable(String) CODEC(ZSTD(3)),
  "task_subject" LowCardinality(Nullable(String)) CODEC(LZ4),
  "task_description" LowCardinality(Nullable(String)) CODEC(LZ4),
  "teammate_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "team_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_teammate_idle_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "teammate_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "team_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_notification_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "message" Nullable(String) CODEC(ZSTD(3)),
  "title" LowCardinality(Nullable(String)) CODEC(LZ4),
  "notification_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_instructions_loaded_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "file_path" LowCardinality(Nullable(String)) CODEC(LZ4),
  "memory_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "load_reason" LowCardinality(Nullable(String)) CODEC(LZ4),
  "globs" Nullable(String) CODEC(ZSTD(3)),
  "trigger_file_path" LowCardinality(Nullable(String)) CODEC(LZ4),
  "parent_file_path" LowCardinality(Nullable(String)) CODEC(LZ4),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_config_change_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "source" LowCardinality(Nullable(String)) CODEC(LZ4),
  "file_path" LowCardinality(Nullable(String)) CODEC(LZ4),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_cwd_changed_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "old_cwd" LowCardinality(Nullable(String)) CODEC(LZ4),
  "new_cwd" LowCardinality(Nullable(String)) CODEC(LZ4),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_directory_added_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "directory" LowCardinality(Nullable(String)) CODEC(LZ4),
  "source" LowCardinality(Nullable(String)) CODEC(LZ4),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_file_changed_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "file_path" LowCardinality(Nullable(String)) CODEC(LZ4),
  "event" LowCardinality(Nullable(String)) CODEC(LZ4),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_worktree_create_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_worktree_remove_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "permission_mode" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree_path" LowCardinality(Nullable(String)) CODEC(LZ4),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."hook_unknown_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "folder" LowCardinality(Nullable(String)) CODEC(LZ4),
  "repository" LowCardinality(Nullable(String)) CODEC(LZ4),
  "branch" LowCardinality(Nullable(String)) CODEC(LZ4),
  "worktree" LowCardinality(Nullable(String)) CODEC(LZ4),
  "verdict" LowCardinality(Nullable(String)) CODEC(LZ4),
  "category" LowCardinality(Nullable(String)) CODEC(LZ4),
  "pattern" LowCardinality(Nullable(String)) CODEC(LZ4),
  "decided_by" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "language" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_kind" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 7776000 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."span_list" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "trace_id" String CODEC(ZSTD(3)),
  "span_id" String CODEC(ZSTD(3)),
  "parent_span_id" Nullable(String) CODEC(ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "ended" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "name" LowCardinality(String) CODEC(LZ4),
  "session_id" Nullable(String) CODEC(LZ4),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "failed" Int8 CODEC(T64, LZ4),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 259200 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."span_interaction_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "trace_id" Nullable(String) CODEC(ZSTD(3)),
  "span_id" Nullable(String) CODEC(ZSTD(3)),
  "parent_span_id" Nullable(String) CODEC(ZSTD(3)),
  "ended" Nullable(Int64) CODEC(T64, LZ4),
  "span_events" Nullable(String) CODEC(ZSTD(3)),
  "span_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "gen_ai_provider_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "gen_ai_conversation_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "parent_agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "user_prompt_length" Nullable(Int64) CODEC(T64, LZ4),
  "interaction_sequence" Nullable(Int64) CODEC(T64, LZ4),
  "interaction_duration_ms" Nullable(Int64) CODEC(T64, LZ4),
  "user_prompt" Nullable(String) CODEC(ZSTD(3)),
  "parent_source" LowCardinality(Nullable(String)) CODEC(LZ4),
  "queued_sends" Nullable(Int64) CODEC(T64, LZ4),
  "gen_ai_operation_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "new_context" LowCardinality(Nullable(String)) CODEC(LZ4),
  "new_context_truncated" Nullable(Int8) CODEC(T64, LZ4),
  "new_context_original_length" Nullable(Int64) CODEC(T64, LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 259200 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."span_llm_request_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "trace_id" Nullable(String) CODEC(ZSTD(3)),
  "span_id" Nullable(String) CODEC(ZSTD(3)),
  "parent_span_id" Nullable(String) CODEC(ZSTD(3)),
  "ended" Nullable(Int64) CODEC(T64, LZ4),
  "span_events" Nullable(String) CODEC(ZSTD(3)),
  "span_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "gen_ai_provider_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "gen_ai_conversation_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "parent_agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "model" LowCardinality(Nullable(String)) CODEC(LZ4),
  "gen_ai_system" LowCardinality(Nullable(String)) CODEC(LZ4),
  "gen_ai_request_model" LowCardinality(Nullable(String)) CODEC(LZ4),
  "llm_request_context" LowCardinality(Nullable(String)) CODEC(LZ4),
  "speed" LowCardinality(Nullable(String)) CODEC(LZ4),
  "duration_ms" Nullable(Int64) CODEC(T64, LZ4),
  "attempt" Nullable(Int64) CODEC(T64, LZ4),
  "success" Nullable(Int8) CODEC(T64, LZ4),
  "query_source" LowCardinality(Nullable(String)) CODEC(LZ4),
  "query_source_safe" LowCardinality(Nullable(String)) CODEC(LZ4),
  "effort" LowCardinality(Nullable(String)) CODEC(LZ4),
  "input_tokens" Nullable(Int64) CODEC(T64, LZ4),
  "output_tokens" Nullable(Int64) CODEC(T64, LZ4),
  "cache_read_tokens" Nullable(Int64) CODEC(T64, LZ4),
  "cache_creation_tokens" Nullable(Int64) CODEC(T64, LZ4),
  "request_id" Nullable(String) CODEC(ZSTD(3)),
  "gen_ai_response_id" Nullable(String) CODEC(ZSTD(3)),
  "client_request_id" Nullable(String) CODEC(ZSTD(3)),
  "ttft_ms" Nullable(Int64) CODEC(T64, LZ4),
  "first_content_ms" Nullable(Int64) CODEC(T64, LZ4),
  "status_code" Nullable(Int64) CODEC(T64, LZ4),
  "error" Nullable(String) CODEC(ZSTD(3)),
  "error_class" LowCardinality(Nullable(String)) CODEC(LZ4),
  "response_has_tool_call" Nullable(Int8) CODEC(T64, LZ4),
  "stop_reason" LowCardinality(Nullable(String)) CODEC(LZ4),
  "gen_ai_operation_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "gen_ai_response_finish_reasons" Nullable(String) CODEC(ZSTD(3)),
  "gen_ai_response_model" LowCardinality(Nullable(String)) CODEC(LZ4),
  "gen_ai_usage_input_tokens" Nullable(Int64) CODEC(T64, LZ4),
  "gen_ai_usage_output_tokens" Nullable(Int64) CODEC(T64, LZ4),
  "gen_ai_usage_cache_read_input_tokens" Nullable(Int64) CODEC(T64, LZ4),
  "gen_ai_usage_cache_write_input_tokens" Nullable(Int64) CODEC(T64, LZ4),
  "system_prompt_hash" LowCardinality(Nullable(String)) CODEC(LZ4),
  "system_prompt_length" Nullable(Int64) CODEC(T64, LZ4),
  "system_prompt_preview" LowCardinality(Nullable(String)) CODEC(LZ4),
  "system_prompt_preview_truncated" Nullable(Int8) CODEC(T64, LZ4),
  "system_prompt_preview_original_length" Nullable(Int64) CODEC(T64, LZ4),
  "user_system_prompt" Nullable(String) CODEC(ZSTD(3)),
  "user_system_prompt_truncated" Nullable(Int8) CODEC(T64, LZ4),
  "user_system_prompt_original_length" Nullable(Int64) CODEC(T64, LZ4),
  "tools" LowCardinality(Nullable(String)) CODEC(LZ4),
  "tools_count" Nullable(Int64) CODEC(T64, LZ4),
  "tools_parse_error" Nullable(Int8) CODEC(T64, LZ4),
  "new_context" LowCardinality(Nullable(String)) CODEC(LZ4),
  "new_context_message_count" Nullable(Int64) CODEC(T64, LZ4),
  "new_context_truncated" Nullable(Int8) CODEC(T64, LZ4),
  "new_context_original_length" Nullable(Int64) CODEC(T64, LZ4),
  "system_reminders" LowCardinality(Nullable(String)) CODEC(LZ4),
  "system_reminders_count" Nullable(Int64) CODEC(T64, LZ4),
  "system_reminders_truncated" Nullable(Int8) CODEC(T64, LZ4),
  "system_reminders_original_length" Nullable(Int64) CODEC(T64, LZ4),
  "response_model_output" Nullable(String) CODEC(ZSTD(3)),
  "response_model_output_truncated" Nullable(Int8) CODEC(T64, LZ4),
  "response_model_output_original_length" Nullable(Int64) CODEC(T64, LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 259200 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."span_tool_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "trace_id" Nullable(String) CODEC(ZSTD(3)),
  "span_id" Nullable(String) CODEC(ZSTD(3)),
  "parent_span_id" Nullable(String) CODEC(ZSTD(3)),
  "ended" Nullable(Int64) CODEC(T64, LZ4),
  "span_events" Nullable(String) CODEC(ZSTD(3)),
  "span_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "gen_ai_provider_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "gen_ai_conversation_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "parent_agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "tool_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "duration_ms" Nullable(Int64) CODEC(T64, LZ4),
  "gen_ai_tool_call_id" Nullable(String) CODEC(ZSTD(3)),
  "gen_ai_tool_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "gen_ai_operation_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "tool_name_safe" LowCardinality(Nullable(String)) CODEC(LZ4),
  "bash_command_class" LowCardinality(Nullable(String)) CODEC(LZ4),
  "bash_argv0" LowCardinality(Nullable(String)) CODEC(LZ4),
  "anthropic_mcp_server_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "result_tokens" Nullable(Int64) CODEC(T64, LZ4),
  "file_path" LowCardinality(Nullable(String)) CODEC(LZ4),
  "full_command" LowCardinality(Nullable(String)) CODEC(LZ4),
  "skill_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "subagent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "tool_input" Nullable(String) CODEC(ZSTD(3)),
  "tool_input_truncated" Nullable(Int8) CODEC(T64, LZ4),
  "tool_input_original_length" Nullable(Int64) CODEC(T64, LZ4),
  "new_context" LowCardinality(Nullable(String)) CODEC(LZ4),
  "new_context_truncated" Nullable(Int8) CODEC(T64, LZ4),
  "new_context_original_length" Nullable(Int64) CODEC(T64, LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 259200 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."span_tool_blocked_on_user_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "trace_id" Nullable(String) CODEC(ZSTD(3)),
  "span_id" Nullable(String) CODEC(ZSTD(3)),
  "parent_span_id" Nullable(String) CODEC(ZSTD(3)),
  "ended" Nullable(Int64) CODEC(T64, LZ4),
  "span_events" Nullable(String) CODEC(ZSTD(3)),
  "span_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "gen_ai_provider_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "gen_ai_conversation_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "parent_agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "duration_ms" Nullable(Int64) CODEC(T64, LZ4),
  "decision" LowCardinality(Nullable(String)) CODEC(LZ4),
  "source" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 259200 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."span_tool_execution_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "trace_id" Nullable(String) CODEC(ZSTD(3)),
  "span_id" Nullable(String) CODEC(ZSTD(3)),
  "parent_span_id" Nullable(String) CODEC(ZSTD(3)),
  "ended" Nullable(Int64) CODEC(T64, LZ4),
  "span_events" Nullable(String) CODEC(ZSTD(3)),
  "span_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "gen_ai_provider_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "gen_ai_conversation_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "parent_agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "duration_ms" Nullable(Int64) CODEC(T64, LZ4),
  "success" Nullable(Int8) CODEC(T64, LZ4),
  "gen_ai_tool_call_id" Nullable(String) CODEC(ZSTD(3)),
  "error" Nullable(String) CODEC(ZSTD(3)),
  "error_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "error_class" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 259200 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."span_mcp_rpc_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "trace_id" Nullable(String) CODEC(ZSTD(3)),
  "span_id" Nullable(String) CODEC(ZSTD(3)),
  "parent_span_id" Nullable(String) CODEC(ZSTD(3)),
  "ended" Nullable(Int64) CODEC(T64, LZ4),
  "span_events" Nullable(String) CODEC(ZSTD(3)),
  "span_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "gen_ai_provider_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "gen_ai_conversation_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "parent_agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "rpc_system" LowCardinality(Nullable(String)) CODEC(LZ4),
  "rpc_method" LowCardinality(Nullable(String)) CODEC(LZ4),
  "attempt" Nullable(Int64) CODEC(T64, LZ4),
  "rpc_service" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_tool" LowCardinality(Nullable(String)) CODEC(LZ4),
  "mcp_args" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 259200 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."span_bash_subprocess_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "trace_id" Nullable(String) CODEC(ZSTD(3)),
  "span_id" Nullable(String) CODEC(ZSTD(3)),
  "parent_span_id" Nullable(String) CODEC(ZSTD(3)),
  "ended" Nullable(Int64) CODEC(T64, LZ4),
  "span_events" Nullable(String) CODEC(ZSTD(3)),
  "span_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "gen_ai_provider_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "gen_ai_conversation_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "parent_agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "shell_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "command_length" Nullable(Int64) CODEC(T64, LZ4),
  "timeout_ms" Nullable(Int64) CODEC(T64, LZ4),
  "command" LowCardinality(Nullable(String)) CODEC(LZ4),
  "command_prefix" Nullable(String) CODEC(ZSTD(3)),
  "exit_code" Nullable(Int64) CODEC(T64, LZ4),
  "stdout_bytes" Nullable(Int64) CODEC(T64, LZ4),
  "stderr_bytes" Nullable(Int64) CODEC(T64, LZ4),
  "interrupted" Nullable(Int8) CODEC(T64, LZ4),
  "backgrounded" Nullable(Int8) CODEC(T64, LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 259200 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."span_subagent_spawn_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "trace_id" Nullable(String) CODEC(ZSTD(3)),
  "span_id" Nullable(String) CODEC(ZSTD(3)),
  "parent_span_id" Nullable(String) CODEC(ZSTD(3)),
  "ended" Nullable(Int64) CODEC(T64, LZ4),
  "span_events" Nullable(String) CODEC(ZSTD(3)),
  "span_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "gen_ai_provider_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "gen_ai_conversation_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "parent_agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "agent_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "success" Nullable(Int8) CODEC(T64, LZ4),
  "error" Nullable(String) CODEC(ZSTD(3)),
  "error_class" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 259200 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."span_compaction_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "trace_id" Nullable(String) CODEC(ZSTD(3)),
  "span_id" Nullable(String) CODEC(ZSTD(3)),
  "parent_span_id" Nullable(String) CODEC(ZSTD(3)),
  "ended" Nullable(Int64) CODEC(T64, LZ4),
  "span_events" Nullable(String) CODEC(ZSTD(3)),
  "span_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "gen_ai_provider_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "gen_ai_conversation_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "parent_agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "trigger" LowCardinality(Nullable(String)) CODEC(LZ4),
  "message_count" Nullable(Int64) CODEC(T64, LZ4),
  "success" Nullable(Int8) CODEC(T64, LZ4),
  "error" Nullable(String) CODEC(ZSTD(3)),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 259200 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."span_hook_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "trace_id" Nullable(String) CODEC(ZSTD(3)),
  "span_id" Nullable(String) CODEC(ZSTD(3)),
  "parent_span_id" Nullable(String) CODEC(ZSTD(3)),
  "ended" Nullable(Int64) CODEC(T64, LZ4),
  "span_events" Nullable(String) CODEC(ZSTD(3)),
  "span_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "gen_ai_provider_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "gen_ai_conversation_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "parent_agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "hook_event" LowCardinality(Nullable(String)) CODEC(LZ4),
  "hook_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "num_hooks" Nullable(Int64) CODEC(T64, LZ4),
  "duration_ms" Nullable(Int64) CODEC(T64, LZ4),
  "num_success" Nullable(Int64) CODEC(T64, LZ4),
  "num_blocking" Nullable(Int64) CODEC(T64, LZ4),
  "num_non_blocking_error" Nullable(Int64) CODEC(T64, LZ4),
  "num_cancelled" Nullable(Int64) CODEC(T64, LZ4),
  "hook_definitions" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 259200 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE TABLE IF NOT EXISTS telemetry."span_unknown_data" (
  "id" Int64 CODEC(Delta, ZSTD(3)),
  "time" Int64 CODEC(T64, LZ4),
  "received" Int64 CODEC(Delta, ZSTD(3)),
  "session_id" Nullable(String) CODEC(LZ4),
  "prompt_id" Nullable(String) CODEC(ZSTD(3)),
  "tool_use_id" Nullable(String) CODEC(LZ4),
  "origin" UInt64 CODEC(LZ4),
  "trace_id" Nullable(String) CODEC(ZSTD(3)),
  "span_id" Nullable(String) CODEC(ZSTD(3)),
  "parent_span_id" Nullable(String) CODEC(ZSTD(3)),
  "ended" Nullable(Int64) CODEC(T64, LZ4),
  "span_events" Nullable(String) CODEC(ZSTD(3)),
  "span_type" LowCardinality(Nullable(String)) CODEC(LZ4),
  "gen_ai_provider_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "gen_ai_conversation_id" Nullable(String) CODEC(ZSTD(3)),
  "agent_id" Nullable(String) CODEC(ZSTD(3)),
  "parent_agent_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_run_id" Nullable(String) CODEC(ZSTD(3)),
  "workflow_name" LowCardinality(Nullable(String)) CODEC(LZ4),
  "other" Nullable(String) CODEC(ZSTD(3)),
  INDEX times time TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toDate(toDateTime(intDiv(received, 1000000)))
ORDER BY (session_id, time)
TTL toDateTime(intDiv(received, 1000000)) + INTERVAL 259200 SECOND
SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 600;

CREATE OR REPLACE VIEW telemetry."sessions" AS SELECT e.session_id AS session_id, e."started" AS "started", e."ended" AS "ended", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."ticket" AS "ticket", e."folder" AS "folder", e."end_reason" AS "end_reason", e."last_stop" AS "last_stop", e."counted_from" AS "counted_from", formatDateTime(fromUnixTimestamp64Micro(e.started, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.started, 1000) % 1000), 3, '0') || 'Z' AS started_at, formatDateTime(fromUnixTimestamp64Micro(e.ended, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.ended, 1000) % 1000), 3, '0') || 'Z' AS ended_at, formatDateTime(fromUnixTimestamp64Micro(e.started, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.started, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.started, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.started, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.started, 'UTC'), '%Y-%m') AS month, (e.ended - e.started) / 60000000.0 AS minutes, multiIf(e.end_reason IS NOT NULL, e.end_reason, e.ended > toUnixTimestamp(now()) * 1000000 - 1800000000, 'open', 'silent') AS how_ended, m.model AS model, nullIf(arrayStringConcat(arrayMap(share -> share.1 || ' ' || toString(toInt64(round(100.0 * share.2 / greatest(e.cost_nanodollars, 1)))) || ' %', m.shares), ', '), '') AS models, e."cost_nanodollars" AS "cost_nanodollars", e.cost_nanodollars / 1e9 AS cost_usd, e."input_tokens" AS "input_tokens", e."output_tokens" AS "output_tokens", e."cache_read_tokens" AS "cache_read_tokens", e."cache_creation_tokens" AS "cache_creation_tokens", e."starts" AS "starts", e."lines_added" AS "lines_added", e."lines_removed" AS "lines_removed", e."commits" AS "commits", e."pull_requests" AS "pull_requests", e."edits_accepted" AS "edits_accepted", e."edits_rejected" AS "edits_rejected", e."active_user_us" AS "active_user_us", e."active_cli_us" AS "active_cli_us", e."events" AS "events", e."prompts" AS "prompts", e."requests" AS "requests", e."request_cost_nanodollars" AS "request_cost_nanodollars", e.request_cost_nanodollars / 1e9 AS request_cost_usd, e."request_input_tokens" AS "request_input_tokens", e."request_output_tokens" AS "request_output_tokens", e."request_cache_read_tokens" AS "request_cache_read_tokens", e."request_cache_creation_tokens" AS "request_cache_creation_tokens", e."api_errors" AS "api_errors", e."retries" AS "retries", e."refusals" AS "refusals", e."tool_calls" AS "tool_calls", e."tool_failures" AS "tool_failures", e."tools_rejected" AS "tools_rejected", e."compactions" AS "compactions", e."subagents" AS "subagents", e."api_ms" AS "api_ms", e."tools_ms" AS "tools_ms", e."hooks_ms" AS "hooks_ms", e."hook_events" AS "hook_events", e."blocks" AS "blocks", e."asks" AS "asks", e."permission_requests" AS "permission_requests", e."stops" AS "stops", e."stop_failures" AS "stop_failures", greatest(0, intDiv(e.ended - e.started, 1000) - e.api_ms - e.tools_ms - e.hooks_ms) AS waiting_ms, o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version" FROM (SELECT * FROM session_data FINAL) AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin ANY LEFT JOIN (SELECT session_id, argMin(m.model, (-m.cost_nanodollars, -m.request_cost_nanodollars, m.model)) AS model,
    arraySort(groupArray((m.model, m.cost_nanodollars))) AS shares
  FROM session_models AS m FINAL WHERE m.model <> '' GROUP BY session_id) AS m ON m.session_id = e.session_id;

CREATE OR REPLACE VIEW telemetry."turns" AS SELECT e.prompt_id AS prompt_id, e.session_id AS session_id, e."started" AS "started", e."ended" AS "ended", e."prompt_length" AS "prompt_length", e."command" AS "command", e."permission_mode" AS "permission_mode", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."ticket" AS "ticket", e."stop" AS "stop", formatDateTime(fromUnixTimestamp64Micro(e.started, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.started, 1000) % 1000), 3, '0') || 'Z' AS started_at, formatDateTime(fromUnixTimestamp64Micro(e.started, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.started, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.started, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.started, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.started, 'UTC'), '%Y-%m') AS month, e."events" AS "events", e."requests" AS "requests", e."request_cost_nanodollars" AS "request_cost_nanodollars", e.request_cost_nanodollars / 1e9 AS request_cost_usd, e."request_input_tokens" AS "request_input_tokens", e."request_output_tokens" AS "request_output_tokens", e."request_cache_read_tokens" AS "request_cache_read_tokens", e."request_cache_creation_tokens" AS "request_cache_creation_tokens", e."api_errors" AS "api_errors", e."retries" AS "retries", e."refusals" AS "refusals", e."tool_calls" AS "tool_calls", e."tool_failures" AS "tool_failures", e."tools_rejected" AS "tools_rejected", e."compactions" AS "compactions", e."subagents" AS "subagents", e."api_ms" AS "api_ms", e."tools_ms" AS "tools_ms", e."hooks_ms" AS "hooks_ms", e."hook_events" AS "hook_events", e."blocks" AS "blocks", e."asks" AS "asks", e."permission_requests" AS "permission_requests", e."stops" AS "stops", e."stop_failures" AS "stop_failures", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version" FROM (SELECT * FROM turn_data FINAL) AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."tool_calls" AS SELECT e.tool_use_id AS tool_use_id, e.session_id AS session_id, e.prompt_id AS prompt_id, e."started" AS "started", e."ended" AS "ended", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."tool" AS "tool", e."mcp_server" AS "mcp_server", e."decision" AS "decision", e."decision_source" AS "decision_source", e."permission_mode" AS "permission_mode", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."success" AS "success", e."duration_ms" AS "duration_ms", e."error_type" AS "error_type", e."error_kind" AS "error_kind", e."language" AS "language", e."input_bytes" AS "input_bytes", e."result_bytes" AS "result_bytes", multiIf(e.success = 1, 'ok', e.success = 0, 'failed', e.verdict = 'deny', 'blocked', e.decision = 'reject', 'rejected', 'unknown') AS outcome, formatDateTime(fromUnixTimestamp64Micro(e.started, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.started, 1000) % 1000), 3, '0') || 'Z' AS started_at, formatDateTime(fromUnixTimestamp64Micro(e.started, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.started, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.started, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.started, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.started, 'UTC'), '%Y-%m') AS month, o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version" FROM (SELECT * FROM tool_call_data FINAL) AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."days" AS SELECT e.day AS day, e.model AS model, e."cost_nanodollars" AS "cost_nanodollars", e.cost_nanodollars / 1e9 AS cost_usd, e."input_tokens" AS "input_tokens", e."output_tokens" AS "output_tokens", e."cache_read_tokens" AS "cache_read_tokens", e."cache_creation_tokens" AS "cache_creation_tokens", e."starts" AS "starts", e."lines_added" AS "lines_added", e."lines_removed" AS "lines_removed", e."commits" AS "commits", e."pull_requests" AS "pull_requests", e."edits_accepted" AS "edits_accepted", e."edits_rejected" AS "edits_rejected", e."active_user_us" AS "active_user_us", e."active_cli_us" AS "active_cli_us", e."events" AS "events", e."prompts" AS "prompts", e."requests" AS "requests", e."request_cost_nanodollars" AS "request_cost_nanodollars", e.request_cost_nanodollars / 1e9 AS request_cost_usd, e."request_input_tokens" AS "request_input_tokens", e."request_output_tokens" AS "request_output_tokens", e."request_cache_read_tokens" AS "request_cache_read_tokens", e."request_cache_creation_tokens" AS "request_cache_creation_tokens", e."api_errors" AS "api_errors", e."retries" AS "retries", e."refusals" AS "refusals", e."tool_calls" AS "tool_calls", e."tool_failures" AS "tool_failures", e."tools_rejected" AS "tools_rejected", e."compactions" AS "compactions", e."subagents" AS "subagents", e."api_ms" AS "api_ms", e."tools_ms" AS "tools_ms", e."hooks_ms" AS "hooks_ms", e."hook_events" AS "hook_events", e."blocks" AS "blocks", e."asks" AS "asks", e."permission_requests" AS "permission_requests", e."stops" AS "stops", e."stop_failures" AS "stop_failures", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version" FROM (SELECT * FROM day_data FINAL) AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."hours" AS SELECT e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.slot * 900000000, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.slot * 900000000, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.slot * 900000000, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.slot * 900000000, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.slot * 900000000, 'UTC'), '%Y-%m') AS month, e.model AS model, e."cost_nanodollars" AS "cost_nanodollars", e.cost_nanodollars / 1e9 AS cost_usd, e."input_tokens" AS "input_tokens", e."output_tokens" AS "output_tokens", e."cache_read_tokens" AS "cache_read_tokens", e."cache_creation_tokens" AS "cache_creation_tokens", e."starts" AS "starts", e."lines_added" AS "lines_added", e."lines_removed" AS "lines_removed", e."commits" AS "commits", e."pull_requests" AS "pull_requests", e."edits_accepted" AS "edits_accepted", e."edits_rejected" AS "edits_rejected", e."active_user_us" AS "active_user_us", e."active_cli_us" AS "active_cli_us", e."events" AS "events", e."prompts" AS "prompts", e."requests" AS "requests", e."request_cost_nanodollars" AS "request_cost_nanodollars", e.request_cost_nanodollars / 1e9 AS request_cost_usd, e."request_input_tokens" AS "request_input_tokens", e."request_output_tokens" AS "request_output_tokens", e."request_cache_read_tokens" AS "request_cache_read_tokens", e."request_cache_creation_tokens" AS "request_cache_creation_tokens", e."api_errors" AS "api_errors", e."retries" AS "retries", e."refusals" AS "refusals", e."tool_calls" AS "tool_calls", e."tool_failures" AS "tool_failures", e."tools_rejected" AS "tools_rejected", e."compactions" AS "compactions", e."subagents" AS "subagents", e."api_ms" AS "api_ms", e."tools_ms" AS "tools_ms", e."hooks_ms" AS "hooks_ms", e."hook_events" AS "hook_events", e."blocks" AS "blocks", e."asks" AS "asks", e."permission_requests" AS "permission_requests", e."stops" AS "stops", e."stop_failures" AS "stop_failures", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version" FROM (SELECT * FROM slots FINAL) AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."plan_windows" AS SELECT e."plan_window" AS "plan_window", e."account" AS "account", e."resets" AS "resets", e."began" AS "began", e."used" AS "used", e."reached" AS "reached", e."reported" AS "reported", formatDateTime(fromUnixTimestamp64Micro(e.resets, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.resets, 1000) % 1000), 3, '0') || 'Z' AS resets_at, formatDateTime(fromUnixTimestamp64Micro(e.resets, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.resets, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.resets, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.resets, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.resets, 'UTC'), '%Y-%m') AS month FROM (SELECT * FROM plan_window_data FINAL) AS e;

CREATE OR REPLACE VIEW telemetry."merged_pulls" AS SELECT e."repository" AS "repository", e."pull" AS "pull", e."branch" AS "branch", e."merged" AS "merged", formatDateTime(fromUnixTimestamp64Micro(e.merged, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.merged, 1000) % 1000), 3, '0') || 'Z' AS merged_at, formatDateTime(fromUnixTimestamp64Micro(e.merged, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.merged, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.merged, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.merged, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.merged, 'UTC'), '%Y-%m') AS month FROM (SELECT * FROM merged_pull_data FINAL) AS e;

CREATE OR REPLACE VIEW telemetry."events" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.name AS name, e.session_id AS session_id FROM event_list AS e;

CREATE OR REPLACE VIEW telemetry."spans" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.name AS name, e.ended AS ended, (e.ended - e.time) / 1000.0 AS duration_ms, e.failed AS failed, e.trace_id AS trace_id, e.span_id AS span_id, e.parent_span_id AS parent_span_id, e.session_id AS session_id, nullIf(t.prompt_id, '') AS prompt_id, e.tool_use_id AS tool_use_id FROM span_list AS e ASOF LEFT JOIN (
    SELECT assumeNotNull(session_id) AS session_id, assumeNotNull(started) AS started, prompt_id FROM turn_data FINAL
    WHERE session_id IS NOT NULL AND started IS NOT NULL
  ) AS t ON t.session_id = ifNull(e.session_id, '') AND t.started <= e.ended;

CREATE OR REPLACE VIEW telemetry."user_prompt" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."event_sequence" AS "event_sequence", e."agent_id" AS "agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."prompt_length" AS "prompt_length", e."prompt" AS "prompt", e."prompt_text" AS "prompt_text", e."message_uuid" AS "message_uuid", e."command_name" AS "command_name", e."command_source" AS "command_source", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM user_prompt_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."assistant_response" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."event_sequence" AS "event_sequence", e."agent_id" AS "agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."response_length" AS "response_length", e."response" AS "response", e."model" AS "model", e."query_source" AS "query_source", e."request_id" AS "request_id", e."message_uuid" AS "message_uuid", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM assistant_response_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."api_request" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."event_sequence" AS "event_sequence", e."agent_id" AS "agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."model" AS "model", e."input_tokens" AS "input_tokens", e."output_tokens" AS "output_tokens", e."cache_read_tokens" AS "cache_read_tokens", e."cache_creation_tokens" AS "cache_creation_tokens", e."cost_nanodollars" AS "cost_nanodollars", e.cost_nanodollars / 1e9 AS cost_usd, e."cost_usd_micros" AS "cost_usd_micros", e."duration_ms" AS "duration_ms", e."speed" AS "speed", e."query_source" AS "query_source", e."request_id" AS "request_id", e."client_request_id" AS "client_request_id", e."effort" AS "effort", e."cache_creation_5m_tokens" AS "cache_creation_5m_tokens", e."cache_creation_1h_tokens" AS "cache_creation_1h_tokens", e."ttft_ms" AS "ttft_ms", e."agent_name" AS "agent_name", e."skill_name" AS "skill_name", e."plugin_name" AS "plugin_name", e."marketplace_name" AS "marketplace_name", e."mcp_server_name" AS "mcp_server_name", e."mcp_tool_name" AS "mcp_tool_name", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM api_request_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."api_error" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."event_sequence" AS "event_sequence", e."agent_id" AS "agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."model" AS "model", e."error" AS "error", e."duration_ms" AS "duration_ms", e."attempt" AS "attempt", e."speed" AS "speed", e."query_source" AS "query_source", e."status_code" AS "status_code", e."request_id" AS "request_id", e."client_request_id" AS "client_request_id", e."effort" AS "effort", e."agent_name" AS "agent_name", e."skill_name" AS "skill_name", e."plugin_name" AS "plugin_name", e."marketplace_name" AS "marketplace_name", e."mcp_server_name" AS "mcp_server_name", e."mcp_tool_name" AS "mcp_tool_name", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM api_error_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."api_retries_exhausted" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."event_sequence" AS "event_sequence", e."agent_id" AS "agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."model" AS "model", e."error" AS "error", e."total_attempts" AS "total_attempts", e."total_retry_duration_ms" AS "total_retry_duration_ms", e."speed" AS "speed", e."status_code" AS "status_code", e."query_source" AS "query_source", e."effort" AS "effort", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM api_retries_exhausted_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."api_refusal" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."event_sequence" AS "event_sequence", e."agent_id" AS "agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."model" AS "model", e."query_source" AS "query_source", e."speed" AS "speed", e."attempt" AS "attempt", e."server_fallback_hop" AS "server_fallback_hop", e."request_id" AS "request_id", e."effort" AS "effort", e."has_category" AS "has_category", e."has_explanation" AS "has_explanation", e."category" AS "category", e."agent_name" AS "agent_name", e."skill_name" AS "skill_name", e."plugin_name" AS "plugin_name", e."marketplace_name" AS "marketplace_name", e."mcp_server_name" AS "mcp_server_name", e."mcp_tool_name" AS "mcp_tool_name", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM api_refusal_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."api_request_body" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."event_sequence" AS "event_sequence", e."agent_id" AS "agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."body_length" AS "body_length", e."model" AS "model", e."query_source" AS "query_source", e."body" AS "body", e."body_ref" AS "body_ref", e."body_truncated" AS "body_truncated", e."request_body_id" AS "request_body_id", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM api_request_body_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."api_response_body" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."event_sequence" AS "event_sequence", e."agent_id" AS "agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."body_length" AS "body_length", e."model" AS "model", e."query_source" AS "query_source", e."body" AS "body", e."body_ref" AS "body_ref", e."body_truncated" AS "body_truncated", e."request_body_id" AS "request_body_id", e."request_id" AS "request_id", e."message_id" AS "message_id", e."message_uuid" AS "message_uuid", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM api_response_body_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."system_prompt" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."event_sequence" AS "event_sequence", e."agent_id" AS "agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."system_prompt" AS "system_prompt", e."system_prompt_hash" AS "system_prompt_hash", e."system_prompt_length" AS "system_prompt_length", e."system_prompt_truncated" AS "system_prompt_truncated", e."system_prompt_original_length" AS "system_prompt_original_length", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM system_prompt_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."tool" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."event_sequence" AS "event_sequence", e."agent_id" AS "agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."tool_name" AS "tool_name", e."tool_hash" AS "tool_hash", e."tool" AS "tool", e."tool_truncated" AS "tool_truncated", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM tool_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."tool_decision" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."event_sequence" AS "event_sequence", e."agent_id" AS "agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."tool_name" AS "tool_name", e."decision" AS "decision", e."source" AS "source", e."tool_source" AS "tool_source", e."tool_parameters" AS "tool_parameters", e."permission_mode" AS "permission_mode", e."request_id" AS "request_id", e."classifier_verdict" AS "classifier_verdict", e."classifier_category" AS "classifier_category", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM tool_decision_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."tool_result" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."event_sequence" AS "event_sequence", e."agent_id" AS "agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."tool_name" AS "tool_name", e."success" AS "success", e."duration_ms" AS "duration_ms", e."tool_input_size_bytes" AS "tool_input_size_bytes", e."tool_result_size_bytes" AS "tool_result_size_bytes", e."error_type" AS "error_type", e."error" AS "error", e."decision_type" AS "decision_type", e."decision_source" AS "decision_source", e."mcp_server_scope" AS "mcp_server_scope", e."tool_parameters" AS "tool_parameters", e."tool_input" AS "tool_input", e."request_id" AS "request_id", e."vcs_ref_head_revision" AS "vcs_ref_head_revision", e."vcs_ref_head_name" AS "vcs_ref_head_name", e."vcs_ref_head_type" AS "vcs_ref_head_type", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM tool_result_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."safety_event" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."event_sequence" AS "event_sequence", e."agent_id" AS "agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."category" AS "category", e."decision" AS "decision", e."decision_source" AS "decision_source", e."sandbox_enabled" AS "sandbox_enabled", e."tool_name" AS "tool_name", e."tool_class" AS "tool_class", e."permission_mode" AS "permission_mode", e."reason_type" AS "reason_type", e."reason_code" AS "reason_code", e."rule_source" AS "rule_source", e."grant_scope" AS "grant_scope", e."circuit_breaker" AS "circuit_breaker", e."classifier_category" AS "classifier_category", e."hook_event" AS "hook_event", e."mcp_server_name" AS "mcp_server_name", e."mcp_tool_name" AS "mcp_tool_name", e."sandbox_violation_count" AS "sandbox_violation_count", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM safety_event_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."permission_mode_changed" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."event_sequence" AS "event_sequence", e."agent_id" AS "agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."from_mode" AS "from_mode", e."to_mode" AS "to_mode", e."trigger" AS "trigger", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM permission_mode_changed_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."hook_registered" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."event_sequence" AS "event_sequence", e."agent_id" AS "agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."hook_event" AS "hook_event", e."hook_type" AS "hook_type", e."hook_source" AS "hook_source", e."safe_mode" AS "safe_mode", e."hook_matcher" AS "hook_matcher", e."plugin_name" AS "plugin_name", e."plugin_id_hash" AS "plugin_id_hash", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_registered_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."hook_execution_start" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."event_sequence" AS "event_sequence", e."agent_id" AS "agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."hook_event" AS "hook_event", e."hook_name" AS "hook_name", e."num_hooks" AS "num_hooks", e."managed_only" AS "managed_only", e."hook_source" AS "hook_source", e."safe_mode" AS "safe_mode", e."hook_definitions" AS "hook_definitions", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_execution_start_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."hook_execution_complete" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."event_sequence" AS "event_sequence", e."agent_id" AS "agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."hook_event" AS "hook_event", e."hook_name" AS "hook_name", e."num_hooks" AS "num_hooks", e."managed_only" AS "managed_only", e."hook_source" AS "hook_source", e."num_success" AS "num_success", e."num_blocking" AS "num_blocking", e."num_non_blocking_error" AS "num_non_blocking_error", e."num_cancelled" AS "num_cancelled", e."total_duration_ms" AS "total_duration_ms", e."safe_mode" AS "safe_mode", e."hook_definitions" AS "hook_definitions", e."stdout_chars" AS "stdout_chars", e."additional_context_chars" AS "additional_context_chars", e."system_message_chars" AS "system_message_chars", e."initial_user_message_chars" AS "initial_user_message_chars", e."num_outputs_persisted" AS "num_outputs_persisted", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_execution_complete_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."hook_plugin_metrics" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."event_sequence" AS "event_sequence", e."agent_id" AS "agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."plugin_id" AS "plugin_id", e."hook_event" AS "hook_event", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_plugin_metrics_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."mcp_server_connection" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."event_sequence" AS "event_sequence", e."agent_id" AS "agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."status" AS "status", e."transport_type" AS "transport_type", e."server_scope" AS "server_scope", e."duration_ms" AS "duration_ms", e."error_code" AS "error_code", e."is_plugin" AS "is_plugin", e."plugin_id_hash" AS "plugin_id_hash", e."plugin_name" AS "plugin_name", e."server_name" AS "server_name", e."error" AS "error", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM mcp_server_connection_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."plugin_installed" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."event_sequence" AS "event_sequence", e."agent_id" AS "agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."marketplace_is_official" AS "marketplace_is_official", e."install_trigger" AS "install_trigger", e."plugin_name" AS "plugin_name", e."plugin_version" AS "plugin_version", e."marketplace_name" AS "marketplace_name", e."install_disabled_by_default" AS "install_disabled_by_default", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM plugin_installed_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."plugin_loaded" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."event_sequence" AS "event_sequence", e."agent_id" AS "agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."plugin_name" AS "plugin_name", e."plugin_scope" AS "plugin_scope", e."enabled_via" AS "enabled_via", e."plugin_id_hash" AS "plugin_id_hash", e."has_hooks" AS "has_hooks", e."has_mcp" AS "has_mcp", e."skill_path_count" AS "skill_path_count", e."command_path_count" AS "command_path_count", e."agent_path_count" AS "agent_path_count", e."marketplace_name" AS "marketplace_name", e."plugin_version" AS "plugin_version", e."host_owned_mcp" AS "host_owned_mcp", e."safe_mode" AS "safe_mode", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM plugin_loaded_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."skill_activated" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."event_sequence" AS "event_sequence", e."agent_id" AS "agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."skill_name" AS "skill_name", e."invocation_trigger" AS "invocation_trigger", e."skill_source" AS "skill_source", e."skill_kind" AS "skill_kind", e."plugin_name" AS "plugin_name", e."marketplace_name" AS "marketplace_name", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM skill_activated_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."at_mention" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."event_sequence" AS "event_sequence", e."agent_id" AS "agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."mention_type" AS "mention_type", e."success" AS "success", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM at_mention_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."subagent_completed" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."event_sequence" AS "event_sequence", e."agent_id" AS "agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."agent_type" AS "agent_type", e."agent_source" AS "agent_source", e."is_built_in" AS "is_built_in", e."is_async" AS "is_async", e."total_tokens" AS "total_tokens", e."total_tool_uses" AS "total_tool_uses", e."duration_ms" AS "duration_ms", e."model" AS "model", e."final_model" AS "final_model", e."model_swapped" AS "model_swapped", e."plugin_id_hash" AS "plugin_id_hash", e."plugin_name" AS "plugin_name", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM subagent_completed_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."compaction" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."event_sequence" AS "event_sequence", e."agent_id" AS "agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."trigger" AS "trigger", e."success" AS "success", e."duration_ms" AS "duration_ms", e."pre_tokens" AS "pre_tokens", e."post_tokens" AS "post_tokens", e."error" AS "error", e."precompute_reuse" AS "precompute_reuse", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM compaction_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."auth" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."event_sequence" AS "event_sequence", e."agent_id" AS "agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."action" AS "action", e."success" AS "success", e."auth_method" AS "auth_method", e."error_category" AS "error_category", e."status_code" AS "status_code", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM auth_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."internal_error" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."event_sequence" AS "event_sequence", e."agent_id" AS "agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."error_name" AS "error_name", e."error_code" AS "error_code", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM internal_error_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."feedback_survey" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."event_sequence" AS "event_sequence", e."agent_id" AS "agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."event_type" AS "event_type", e."appearance_id" AS "appearance_id", e."survey_type" AS "survey_type", e."response" AS "response", e."enabled_via_override" AS "enabled_via_override", e."trigger_type" AS "trigger_type", e."event_origin" AS "event_origin", e."event_origin_server" AS "event_origin_server", e."plugin_id_hash" AS "plugin_id_hash", e."plugin_name" AS "plugin_name", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM feedback_survey_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."retention_sweep" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."event_sequence" AS "event_sequence", e."agent_id" AS "agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."result" AS "result", e."period_days" AS "period_days", e."used_default" AS "used_default", e."skip_reason" AS "skip_reason", e."transcripts_deleted" AS "transcripts_deleted", e."transcripts_exempted_desktop" AS "transcripts_exempted_desktop", e."session_files_deleted" AS "session_files_deleted", e."artifacts_deleted" AS "artifacts_deleted", e."files_retained_fresh" AS "files_retained_fresh", e."files_past_cutoff" AS "files_past_cutoff", e."error_count" AS "error_count", e."history_entries_pruned" AS "history_entries_pruned", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM retention_sweep_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."managed_settings_resolved" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."event_sequence" AS "event_sequence", e."agent_id" AS "agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."managed_settings_trigger" AS "managed_settings_trigger", e."managed_settings_sources" AS "managed_settings_sources", e."managed_settings_source_behavior" AS "managed_settings_source_behavior", e."managed_settings_helper_state" AS "managed_settings_helper_state", e."managed_settings_helper_applied" AS "managed_settings_helper_applied", e."error_type" AS "error_type", e."managed_settings_helper_entry" AS "managed_settings_helper_entry", e."managed_settings_helper_path" AS "managed_settings_helper_path", e."managed_settings_resolved_sha256" AS "managed_settings_resolved_sha256", e."managed_settings_settings" AS "managed_settings_settings", e."managed_settings_settings_truncated" AS "managed_settings_settings_truncated", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM managed_settings_resolved_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."unknown_event" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."event_sequence" AS "event_sequence", e."agent_id" AS "agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM unknown_event_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."hook_session_start" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."source" AS "source", e."model" AS "model", e."session_title" AS "session_title", e."seconds_since_last_response" AS "seconds_since_last_response", e."context_tokens" AS "context_tokens", e."prompt_cache_likely_expired" AS "prompt_cache_likely_expired", e."estimated_cache_write_usd" AS "estimated_cache_write_usd", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."mcp_server_name" AS "mcp_server_name", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_session_start_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_setup" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."trigger" AS "trigger", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."mcp_server_name" AS "mcp_server_name", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_setup_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_user_prompt_submit" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."prompt" AS "prompt", e."session_title" AS "session_title", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."mcp_server_name" AS "mcp_server_name", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_user_prompt_submit_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_user_prompt_expansion" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."expansion_type" AS "expansion_type", e."command_name" AS "command_name", e."command_args" AS "command_args", e."command_source" AS "command_source", e."prompt" AS "prompt", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."mcp_server_name" AS "mcp_server_name", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_user_prompt_expansion_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_message_display" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."turn_id" AS "turn_id", e."message_id" AS "message_id", e."index" AS "index", e."final" AS "final", e."delta" AS "delta", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."mcp_server_name" AS "mcp_server_name", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_message_display_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_stop" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."stop_hook_active" AS "stop_hook_active", e."last_assistant_message" AS "last_assistant_message", e."background_tasks" AS "background_tasks", e."session_crons" AS "session_crons", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."mcp_server_name" AS "mcp_server_name", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_stop_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_stop_failure" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."error" AS "error", e."error_details" AS "error_details", e."last_assistant_message" AS "last_assistant_message", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."mcp_server_name" AS "mcp_server_name", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_stop_failure_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_pre_compact" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."trigger" AS "trigger", e."custom_instructions" AS "custom_instructions", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."mcp_server_name" AS "mcp_server_name", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_pre_compact_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_post_compact" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."trigger" AS "trigger", e."compact_summary" AS "compact_summary", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."mcp_server_name" AS "mcp_server_name", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_post_compact_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_pre_model_switch" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."from_model" AS "from_model", e."to_model" AS "to_model", e."requested_model" AS "requested_model", e."source" AS "source", e."context_tokens" AS "context_tokens", e."prompt_cache_warm" AS "prompt_cache_warm", e."cache_ttl" AS "cache_ttl", e."estimated_cache_write_usd" AS "estimated_cache_write_usd", e."pricing" AS "pricing", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."mcp_server_name" AS "mcp_server_name", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_pre_model_switch_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_post_model_switch" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."from_model" AS "from_model", e."to_model" AS "to_model", e."requested_model" AS "requested_model", e."source" AS "source", e."context_tokens" AS "context_tokens", e."prompt_cache_warm" AS "prompt_cache_warm", e."cache_ttl" AS "cache_ttl", e."estimated_cache_write_usd" AS "estimated_cache_write_usd", e."pricing" AS "pricing", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."mcp_server_name" AS "mcp_server_name", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_post_model_switch_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_session_end" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."reason" AS "reason", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."mcp_server_name" AS "mcp_server_name", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_session_end_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_pre_tool_use" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."tool_name" AS "tool_name", e."tool_input" AS "tool_input", e."mcp_server" AS "mcp_server", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."mcp_server_name" AS "mcp_server_name", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_pre_tool_use_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_pre_skill_shell_command" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."tool_name" AS "tool_name", e."tool_input" AS "tool_input", e."command_name" AS "command_name", e."command_source" AS "command_source", e."invoked_by" AS "invoked_by", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."mcp_server_name" AS "mcp_server_name", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_pre_skill_shell_command_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_permission_request" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."tool_name" AS "tool_name", e."tool_input" AS "tool_input", e."mcp_server" AS "mcp_server", e."tool_kind" AS "tool_kind", e."mcp_skill" AS "mcp_skill", e."permission_suggestions" AS "permission_suggestions", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."mcp_server_name" AS "mcp_server_name", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_permission_request_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_permission_denied" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."tool_name" AS "tool_name", e."tool_input" AS "tool_input", e."mcp_server" AS "mcp_server", e."reason" AS "reason", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."mcp_server_name" AS "mcp_server_name", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_permission_denied_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_post_tool_use" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."tool_name" AS "tool_name", e."tool_input" AS "tool_input", e."mcp_server" AS "mcp_server", e."tool_response" AS "tool_response", e."duration_ms" AS "duration_ms", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."mcp_server_name" AS "mcp_server_name", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_post_tool_use_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_post_tool_use_failure" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."tool_name" AS "tool_name", e."tool_input" AS "tool_input", e."mcp_server" AS "mcp_server", e."error" AS "error", e."is_interrupt" AS "is_interrupt", e."duration_ms" AS "duration_ms", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."mcp_server_name" AS "mcp_server_name", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_post_tool_use_failure_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_post_tool_batch" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."tool_calls" AS "tool_calls", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."mcp_server_name" AS "mcp_server_name", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_post_tool_batch_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_elicitation" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."mcp_server_name" AS "mcp_server_name", e."message" AS "message", e."mode" AS "mode", e."url" AS "url", e."elicitation_id" AS "elicitation_id", e."requested_schema" AS "requested_schema", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_elicitation_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_elicitation_result" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."mcp_server_name" AS "mcp_server_name", e."action" AS "action", e."content" AS "content", e."mode" AS "mode", e."elicitation_id" AS "elicitation_id", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_elicitation_result_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_subagent_start" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."mcp_server_name" AS "mcp_server_name", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_subagent_start_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_subagent_stop" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."stop_hook_active" AS "stop_hook_active", e."last_assistant_message" AS "last_assistant_message", e."background_tasks" AS "background_tasks", e."session_crons" AS "session_crons", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."mcp_server_name" AS "mcp_server_name", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_subagent_stop_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_task_created" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."task_id" AS "task_id", e."task_subject" AS "task_subject", e."task_description" AS "task_description", e."teammate_name" AS "teammate_name", e."team_name" AS "team_name", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."mcp_server_name" AS "mcp_server_name", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_task_created_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_task_completed" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."task_id" AS "task_id", e."task_subject" AS "task_subject", e."task_description" AS "task_description", e."teammate_name" AS "teammate_name", e."team_name" AS "team_name", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."mcp_server_name" AS "mcp_server_name", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_task_completed_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_teammate_idle" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."teammate_name" AS "teammate_name", e."team_name" AS "team_name", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."mcp_server_name" AS "mcp_server_name", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_teammate_idle_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_notification" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."message" AS "message", e."title" AS "title", e."notification_type" AS "notification_type", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."mcp_server_name" AS "mcp_server_name", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_notification_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_instructions_loaded" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."file_path" AS "file_path", e."memory_type" AS "memory_type", e."load_reason" AS "load_reason", e."globs" AS "globs", e."trigger_file_path" AS "trigger_file_path", e."parent_file_path" AS "parent_file_path", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."mcp_server_name" AS "mcp_server_name", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_instructions_loaded_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_config_change" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."source" AS "source", e."file_path" AS "file_path", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."mcp_server_name" AS "mcp_server_name", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_config_change_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_cwd_changed" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."old_cwd" AS "old_cwd", e."new_cwd" AS "new_cwd", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."mcp_server_name" AS "mcp_server_name", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_cwd_changed_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_directory_added" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."directory" AS "directory", e."source" AS "source", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."mcp_server_name" AS "mcp_server_name", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_directory_added_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_file_changed" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."file_path" AS "file_path", e."event" AS "event", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."mcp_server_name" AS "mcp_server_name", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_file_changed_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_worktree_create" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."name" AS "name", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."mcp_server_name" AS "mcp_server_name", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_worktree_create_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_worktree_remove" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."permission_mode" AS "permission_mode", e."effort" AS "effort", e."agent_id" AS "agent_id", e."agent_type" AS "agent_type", e."worktree_path" AS "worktree_path", e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."mcp_server_name" AS "mcp_server_name", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_worktree_remove_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."hook_unknown" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."folder" AS "folder", e."repository" AS "repository", e."branch" AS "branch", e."worktree" AS "worktree", e."verdict" AS "verdict", e."category" AS "category", e."pattern" AS "pattern", e."decided_by" AS "decided_by", e."mcp_server_name" AS "mcp_server_name", e."language" AS "language", e."error_kind" AS "error_kind", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM hook_unknown_data AS e ANY LEFT JOIN (SELECT session_id, origin AS session_origin FROM session_data FINAL) AS s ON s.session_id = e.session_id
  ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = if(e.origin = 0, ifNull(s.session_origin, 0), e.origin);

CREATE OR REPLACE VIEW telemetry."span_interaction" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."trace_id" AS "trace_id", e."span_id" AS "span_id", e."parent_span_id" AS "parent_span_id", e."ended" AS "ended", e."span_events" AS "span_events", e."span_type" AS "span_type", e."gen_ai_provider_name" AS "gen_ai_provider_name", e."gen_ai_conversation_id" AS "gen_ai_conversation_id", e."agent_id" AS "agent_id", e."parent_agent_id" AS "parent_agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."user_prompt_length" AS "user_prompt_length", e."interaction_sequence" AS "interaction_sequence", e."interaction_duration_ms" AS "interaction_duration_ms", e."user_prompt" AS "user_prompt", e."parent_source" AS "parent_source", e."queued_sends" AS "queued_sends", e."gen_ai_operation_name" AS "gen_ai_operation_name", e."new_context" AS "new_context", e."new_context_truncated" AS "new_context_truncated", e."new_context_original_length" AS "new_context_original_length", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM span_interaction_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."span_llm_request" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."trace_id" AS "trace_id", e."span_id" AS "span_id", e."parent_span_id" AS "parent_span_id", e."ended" AS "ended", e."span_events" AS "span_events", e."span_type" AS "span_type", e."gen_ai_provider_name" AS "gen_ai_provider_name", e."gen_ai_conversation_id" AS "gen_ai_conversation_id", e."agent_id" AS "agent_id", e."parent_agent_id" AS "parent_agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."model" AS "model", e."gen_ai_system" AS "gen_ai_system", e."gen_ai_request_model" AS "gen_ai_request_model", e."llm_request_context" AS "llm_request_context", e."speed" AS "speed", e."duration_ms" AS "duration_ms", e."attempt" AS "attempt", e."success" AS "success", e."query_source" AS "query_source", e."query_source_safe" AS "query_source_safe", e."effort" AS "effort", e."input_tokens" AS "input_tokens", e."output_tokens" AS "output_tokens", e."cache_read_tokens" AS "cache_read_tokens", e."cache_creation_tokens" AS "cache_creation_tokens", e."request_id" AS "request_id", e."gen_ai_response_id" AS "gen_ai_response_id", e."client_request_id" AS "client_request_id", e."ttft_ms" AS "ttft_ms", e."first_content_ms" AS "first_content_ms", e."status_code" AS "status_code", e."error" AS "error", e."error_class" AS "error_class", e."response_has_tool_call" AS "response_has_tool_call", e."stop_reason" AS "stop_reason", e."gen_ai_operation_name" AS "gen_ai_operation_name", e."gen_ai_response_finish_reasons" AS "gen_ai_response_finish_reasons", e."gen_ai_response_model" AS "gen_ai_response_model", e."gen_ai_usage_input_tokens" AS "gen_ai_usage_input_tokens", e."gen_ai_usage_output_tokens" AS "gen_ai_usage_output_tokens", e."gen_ai_usage_cache_read_input_tokens" AS "gen_ai_usage_cache_read_input_tokens", e."gen_ai_usage_cache_write_input_tokens" AS "gen_ai_usage_cache_write_input_tokens", e."system_prompt_hash" AS "system_prompt_hash", e."system_prompt_length" AS "system_prompt_length", e."system_prompt_preview" AS "system_prompt_preview", e."system_prompt_preview_truncated" AS "system_prompt_preview_truncated", e."system_prompt_preview_original_length" AS "system_prompt_preview_original_length", e."user_system_prompt" AS "user_system_prompt", e."user_system_prompt_truncated" AS "user_system_prompt_truncated", e."user_system_prompt_original_length" AS "user_system_prompt_original_length", e."tools" AS "tools", e."tools_count" AS "tools_count", e."tools_parse_error" AS "tools_parse_error", e."new_context" AS "new_context", e."new_context_message_count" AS "new_context_message_count", e."new_context_truncated" AS "new_context_truncated", e."new_context_original_length" AS "new_context_original_length", e."system_reminders" AS "system_reminders", e."system_reminders_count" AS "system_reminders_count", e."system_reminders_truncated" AS "system_reminders_truncated", e."system_reminders_original_length" AS "system_reminders_original_length", e."response_model_output" AS "response_model_output", e."response_model_output_truncated" AS "response_model_output_truncated", e."response_model_output_original_length" AS "response_model_output_original_length", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM span_llm_request_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."span_tool" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."trace_id" AS "trace_id", e."span_id" AS "span_id", e."parent_span_id" AS "parent_span_id", e."ended" AS "ended", e."span_events" AS "span_events", e."span_type" AS "span_type", e."gen_ai_provider_name" AS "gen_ai_provider_name", e."gen_ai_conversation_id" AS "gen_ai_conversation_id", e."agent_id" AS "agent_id", e."parent_agent_id" AS "parent_agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."tool_name" AS "tool_name", e."duration_ms" AS "duration_ms", e."gen_ai_tool_call_id" AS "gen_ai_tool_call_id", e."gen_ai_tool_name" AS "gen_ai_tool_name", e."gen_ai_operation_name" AS "gen_ai_operation_name", e."tool_name_safe" AS "tool_name_safe", e."bash_command_class" AS "bash_command_class", e."bash_argv0" AS "bash_argv0", e."anthropic_mcp_server_name" AS "anthropic_mcp_server_name", e."result_tokens" AS "result_tokens", e."file_path" AS "file_path", e."full_command" AS "full_command", e."skill_name" AS "skill_name", e."subagent_type" AS "subagent_type", e."tool_input" AS "tool_input", e."tool_input_truncated" AS "tool_input_truncated", e."tool_input_original_length" AS "tool_input_original_length", e."new_context" AS "new_context", e."new_context_truncated" AS "new_context_truncated", e."new_context_original_length" AS "new_context_original_length", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM span_tool_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."span_tool_blocked_on_user" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."trace_id" AS "trace_id", e."span_id" AS "span_id", e."parent_span_id" AS "parent_span_id", e."ended" AS "ended", e."span_events" AS "span_events", e."span_type" AS "span_type", e."gen_ai_provider_name" AS "gen_ai_provider_name", e."gen_ai_conversation_id" AS "gen_ai_conversation_id", e."agent_id" AS "agent_id", e."parent_agent_id" AS "parent_agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."duration_ms" AS "duration_ms", e."decision" AS "decision", e."source" AS "source", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM span_tool_blocked_on_user_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."span_tool_execution" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."trace_id" AS "trace_id", e."span_id" AS "span_id", e."parent_span_id" AS "parent_span_id", e."ended" AS "ended", e."span_events" AS "span_events", e."span_type" AS "span_type", e."gen_ai_provider_name" AS "gen_ai_provider_name", e."gen_ai_conversation_id" AS "gen_ai_conversation_id", e."agent_id" AS "agent_id", e."parent_agent_id" AS "parent_agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."duration_ms" AS "duration_ms", e."success" AS "success", e."gen_ai_tool_call_id" AS "gen_ai_tool_call_id", e."error" AS "error", e."error_type" AS "error_type", e."error_class" AS "error_class", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM span_tool_execution_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."span_mcp_rpc" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."trace_id" AS "trace_id", e."span_id" AS "span_id", e."parent_span_id" AS "parent_span_id", e."ended" AS "ended", e."span_events" AS "span_events", e."span_type" AS "span_type", e."gen_ai_provider_name" AS "gen_ai_provider_name", e."gen_ai_conversation_id" AS "gen_ai_conversation_id", e."agent_id" AS "agent_id", e."parent_agent_id" AS "parent_agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."rpc_system" AS "rpc_system", e."rpc_method" AS "rpc_method", e."attempt" AS "attempt", e."rpc_service" AS "rpc_service", e."mcp_tool" AS "mcp_tool", e."mcp_args" AS "mcp_args", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM span_mcp_rpc_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."span_bash_subprocess" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."trace_id" AS "trace_id", e."span_id" AS "span_id", e."parent_span_id" AS "parent_span_id", e."ended" AS "ended", e."span_events" AS "span_events", e."span_type" AS "span_type", e."gen_ai_provider_name" AS "gen_ai_provider_name", e."gen_ai_conversation_id" AS "gen_ai_conversation_id", e."agent_id" AS "agent_id", e."parent_agent_id" AS "parent_agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."shell_type" AS "shell_type", e."command_length" AS "command_length", e."timeout_ms" AS "timeout_ms", e."command" AS "command", e."command_prefix" AS "command_prefix", e."exit_code" AS "exit_code", e."stdout_bytes" AS "stdout_bytes", e."stderr_bytes" AS "stderr_bytes", e."interrupted" AS "interrupted", e."backgrounded" AS "backgrounded", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM span_bash_subprocess_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."span_subagent_spawn" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."trace_id" AS "trace_id", e."span_id" AS "span_id", e."parent_span_id" AS "parent_span_id", e."ended" AS "ended", e."span_events" AS "span_events", e."span_type" AS "span_type", e."gen_ai_provider_name" AS "gen_ai_provider_name", e."gen_ai_conversation_id" AS "gen_ai_conversation_id", e."agent_id" AS "agent_id", e."parent_agent_id" AS "parent_agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."agent_type" AS "agent_type", e."success" AS "success", e."error" AS "error", e."error_class" AS "error_class", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM span_subagent_spawn_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."span_compaction" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."trace_id" AS "trace_id", e."span_id" AS "span_id", e."parent_span_id" AS "parent_span_id", e."ended" AS "ended", e."span_events" AS "span_events", e."span_type" AS "span_type", e."gen_ai_provider_name" AS "gen_ai_provider_name", e."gen_ai_conversation_id" AS "gen_ai_conversation_id", e."agent_id" AS "agent_id", e."parent_agent_id" AS "parent_agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."trigger" AS "trigger", e."message_count" AS "message_count", e."success" AS "success", e."error" AS "error", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM span_compaction_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."span_hook" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."trace_id" AS "trace_id", e."span_id" AS "span_id", e."parent_span_id" AS "parent_span_id", e."ended" AS "ended", e."span_events" AS "span_events", e."span_type" AS "span_type", e."gen_ai_provider_name" AS "gen_ai_provider_name", e."gen_ai_conversation_id" AS "gen_ai_conversation_id", e."agent_id" AS "agent_id", e."parent_agent_id" AS "parent_agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", e."hook_event" AS "hook_event", e."hook_name" AS "hook_name", e."num_hooks" AS "num_hooks", e."duration_ms" AS "duration_ms", e."num_success" AS "num_success", e."num_blocking" AS "num_blocking", e."num_non_blocking_error" AS "num_non_blocking_error", e."num_cancelled" AS "num_cancelled", e."hook_definitions" AS "hook_definitions", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM span_hook_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."span_unknown" AS SELECT e.id AS id, e.time AS time, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%dT%H:%i:%S') || '.' || leftPad(toString(intDiv(e.time, 1000) % 1000), 3, '0') || 'Z' AS timestamp, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m-%d') AS day, toHour(fromUnixTimestamp64Micro(e.time, 'UTC')) AS hour, toDayOfWeek(fromUnixTimestamp64Micro(e.time, 'UTC')) AS weekday, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%G-W%V') AS week, formatDateTime(fromUnixTimestamp64Micro(e.time, 'UTC'), '%Y-%m') AS month, e.session_id AS session_id, e.prompt_id AS prompt_id, e.tool_use_id AS tool_use_id, e."trace_id" AS "trace_id", e."span_id" AS "span_id", e."parent_span_id" AS "parent_span_id", e."ended" AS "ended", e."span_events" AS "span_events", e."span_type" AS "span_type", e."gen_ai_provider_name" AS "gen_ai_provider_name", e."gen_ai_conversation_id" AS "gen_ai_conversation_id", e."agent_id" AS "agent_id", e."parent_agent_id" AS "parent_agent_id", e."workflow_run_id" AS "workflow_run_id", e."workflow_name" AS "workflow_name", o."person" AS "person", o."team" AS "team", o."project" AS "project", o."env" AS "env", o."department" AS "department", o."cost_center" AS "cost_center", o."machine" AS "machine", o."provider" AS "provider", o."client_version" AS "client_version", o."source" AS "source", o."ccr_session_id" AS "ccr_session_id", o."app_version" AS "app_version", o."app_entrypoint" AS "app_entrypoint", o."organization_id" AS "organization_id", o."user_id" AS "user_id", o."user_account_uuid" AS "user_account_uuid", o."user_account_id" AS "user_account_id", o."user_email" AS "user_email", o."user_groups" AS "user_groups", o."identity_source" AS "identity_source", o."terminal_type" AS "terminal_type", o."anthropic_provider" AS "anthropic_provider", o."anthropic_custom_base_url" AS "anthropic_custom_base_url", o."vcs_repository_url_full" AS "vcs_repository_url_full", o."vcs_owner_name" AS "vcs_owner_name", o."vcs_repository_name" AS "vcs_repository_name", o."vcs_provider_name" AS "vcs_provider_name", o."workspace_host_paths" AS "workspace_host_paths", o."team_id" AS "team_id", o."team_name" AS "team_name", o."project_name" AS "project_name", o."branch" AS "branch", o."environment" AS "environment", o."deployment_environment" AS "deployment_environment", o."deployment_environment_name" AS "deployment_environment_name", o."service_namespace" AS "service_namespace", o."service_instance_id" AS "service_instance_id", o."host_name" AS "host_name", o."host_id" AS "host_id", o."user" AS "user", o."user_name" AS "user_name", o."user_full_name" AS "user_full_name", o."enduser_id" AS "enduser_id", o."org_name" AS "org_name", o."service_name" AS "service_name", o."service_version" AS "service_version", o."os_type" AS "os_type", o."os_version" AS "os_version", o."host_arch" AS "host_arch", o."wsl_version" AS "wsl_version", e.other AS other FROM span_unknown_data AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin;

CREATE OR REPLACE VIEW telemetry."telemetry_events" AS SELECT e.event_type AS event_type, e.session_id AS session_id, ifNull(coalesce(o.person, o.user_id), '') AS user_id, fromUnixTimestamp64Micro(e.time, 'UTC') AS timestamp, if(e.event_type = 'api_error', e.api_error_code, NULL) AS api_error_code, if(e.event_type = 'api_error', e.api_error_message, NULL) AS api_error_message, e.tool_name AS tool_name, coalesce(e.permission_mode, t.permission_mode, t.command, 'unknown') AS workflow_step FROM (SELECT 'user_prompt' AS event_type, ifNull(e.session_id, '') AS session_id, e.origin AS origin, e.prompt_id AS prompt_id, e.time AS time,
      CAST(NULL AS Nullable(String)) AS api_error_code, CAST(NULL AS Nullable(String)) AS api_error_message, CAST(NULL AS Nullable(String)) AS tool_name,
      CAST(NULL AS Nullable(String)) AS permission_mode FROM user_prompt_data AS e
    UNION ALL SELECT 'assistant_response' AS event_type, ifNull(e.session_id, '') AS session_id, e.origin AS origin, e.prompt_id AS prompt_id, e.time AS time,
      CAST(NULL AS Nullable(String)) AS api_error_code, CAST(NULL AS Nullable(String)) AS api_error_message, CAST(NULL AS Nullable(String)) AS tool_name,
      CAST(NULL AS Nullable(String)) AS permission_mode FROM assistant_response_data AS e
    UNION ALL SELECT 'api_request' AS event_type, ifNull(e.session_id, '') AS session_id, e.origin AS origin, e.prompt_id AS prompt_id, e.time AS time,
      CAST(NULL AS Nullable(String)) AS api_error_code, CAST(NULL AS Nullable(String)) AS api_error_message, CAST(NULL AS Nullable(String)) AS tool_name,
      CAST(NULL AS Nullable(String)) AS permission_mode FROM api_request_data AS e
    UNION ALL SELECT 'api_error' AS event_type, ifNull(e.session_id, '') AS session_id, e.origin AS origin, e.prompt_id AS prompt_id, e.time AS time,
      toNullable(toString(e."status_code")) AS api_error_code, toNullable(toString(e."error")) AS api_error_message, CAST(NULL AS Nullable(String)) AS tool_name,
      CAST(NULL AS Nullable(String)) AS permission_mode FROM api_error_data AS e
    UNION ALL SELECT 'api_retries_exhausted' AS event_type, ifNull(e.session_id, '') AS session_id, e.origin AS origin, e.prompt_id AS prompt_id, e.time AS time,
      toNullable(toString(e."status_code")) AS api_error_code, toNullable(toString(e."error")) AS api_error_message, CAST(NULL AS Nullable(String)) AS tool_name,
      CAST(NULL AS Nullable(String)) AS permission_mode FROM api_retries_exhausted_data AS e
    UNION ALL SELECT 'api_refusal' AS event_type, ifNull(e.session_id, '') AS session_id, e.origin AS origin, e.prompt_id AS prompt_id, e.time AS time,
      CAST(NULL AS Nullable(String)) AS api_error_code, CAST(NULL AS Nullable(String)) AS api_error_message, CAST(NULL AS Nullable(String)) AS tool_name,
      CAST(NULL AS Nullable(String)) AS permission_mode FROM api_refusal_data AS e
    UNION ALL SELECT 'api_request_body' AS event_type, ifNull(e.session_id, '') AS session_id, e.origin AS origin, e.prompt_id AS prompt_id, e.time AS time,
      CAST(NULL AS Nullable(String)) AS api_error_code, CAST(NULL AS Nullable(String)) AS api_error_message, CAST(NULL AS Nullable(String)) AS tool_name,
      CAST(NULL AS Nullable(String)) AS permission_mode FROM api_request_body_data AS e
    UNION ALL SELECT 'api_response_body' AS event_type, ifNull(e.session_id, '') AS session_id, e.origin AS origin, e.prompt_id AS prompt_id, e.time AS time,
      CAST(NULL AS Nullable(String)) AS api_error_code, CAST(NULL AS Nullable(String)) AS api_error_message, CAST(NULL AS Nullable(String)) AS tool_name,
      CAST(NULL AS Nullable(String)) AS permission_mode FROM api_response_body_data AS e
    UNION ALL SELECT 'system_prompt' AS event_type, ifNull(e.session_id, '') AS session_id, e.origin AS origin, e.prompt_id AS prompt_id, e.time AS time,
      CAST(NULL AS Nullable(String)) AS api_error_code, CAST(NULL AS Nullable(String)) AS api_error_message, CAST(NULL AS Nullable(String)) AS tool_name,
      CAST(NULL AS Nullable(String)) AS permission_mode FROM system_prompt_data AS e
    UNION ALL SELECT 'tool' AS event_type, ifNull(e.session_id, '') AS session_id, e.origin AS origin, e.prompt_id AS prompt_id, e.time AS time,
      CAST(NULL AS Nullable(String)) AS api_error_code, CAST(NULL AS Nullable(String)) AS api_error_message, toNullable(toString(e."tool_name")) AS tool_name,
      CAST(NULL AS Nullable(String)) AS permission_mode FROM tool_data AS e
    UNION ALL SELECT 'tool_decision' AS event_type, ifNull(e.session_id, '') AS session_id, e.origin AS origin, e.prompt_id AS prompt_id, e.time AS time,
      CAST(NULL AS Nullable(String)) AS api_error_code, CAST(NULL AS Nullable(String)) AS api_error_message, toNullable(toString(e."tool_name")) AS tool_name,
      toNullable(toString(e."permission_mode")) AS permission_mode FROM tool_decision_data AS e
    UNION ALL SELECT 'tool_result' AS event_type, ifNull(e.session_id, '') AS session_id, e.origin AS origin, e.prompt_id AS prompt_id, e.time AS time,
      CAST(NULL AS Nullable(String)) AS api_error_code, toNullable(toString(e."error")) AS api_error_message, toNullable(toString(e."tool_name")) AS tool_name,
      CAST(NULL AS Nullable(String)) AS permission_mode FROM tool_result_data AS e
    UNION ALL SELECT 'safety_event' AS event_type, ifNull(e.session_id, '') AS session_id, e.origin AS origin, e.prompt_id AS prompt_id, e.time AS time,
      CAST(NULL AS Nullable(String)) AS api_error_code, CAST(NULL AS Nullable(String)) AS api_error_message, toNullable(toString(e."tool_name")) AS tool_name,
      toNullable(toString(e."permission_mode")) AS permission_mode FROM safety_event_data AS e
    UNION ALL SELECT 'permission_mode_changed' AS event_type, ifNull(e.session_id, '') AS session_id, e.origin AS origin, e.prompt_id AS prompt_id, e.time AS time,
      CAST(NULL AS Nullable(String)) AS api_error_code, CAST(NULL AS Nullable(String)) AS api_error_message, CAST(NULL AS Nullable(String)) AS tool_name,
      CAST(NULL AS Nullable(String)) AS permission_mode FROM permission_mode_changed_data AS e
    UNION ALL SELECT 'hook_registered' AS event_type, ifNull(e.session_id, '') AS session_id, e.origin AS origin, e.prompt_id AS prompt_id, e.time AS time,
      CAST(NULL AS Nullable(String)) AS api_error_code, CAST(NULL AS Nullable(String)) AS api_error_message, CAST(NULL AS Nullable(String)) AS tool_name,
      CAST(NULL AS Nullable(String)) AS permission_mode FROM hook_registered_data AS e
    UNION ALL SELECT 'hook_execution_start' AS event_type, ifNull(e.session_id, '') AS session_id, e.origin AS origin, e.prompt_id AS prompt_id, e.time AS time,
      CAST(NULL AS Nullable(String)) AS api_error_code, CAST(NULL AS Nullable(String)) AS api_error_message, CAST(NULL AS Nullable(String)) AS tool_name,
      CAST(NULL AS Nullable(String)) AS permission_mode FROM hook_execution_start_data AS e
    UNION ALL SELECT 'hook_execution_complete' AS event_type, ifNull(e.session_id, '') AS session_id, e.origin AS origin, e.prompt_id AS prompt_id, e.time AS time,
      CAST(NULL AS Nullable(String)) AS api_error_code, CAST(NULL AS Nullable(String)) AS api_error_message, CAST(NULL AS Nullable(String)) AS tool_name,
      CAST(NULL AS Nullable(String)) AS permission_mode FROM hook_execution_complete_data AS e
    UNION ALL SELECT 'hook_plugin_metrics' AS event_type, ifNull(e.session_id, '') AS session_id, e.origin AS origin, e.prompt_id AS prompt_id, e.time AS time,
      CAST(NULL AS Nullable(String)) AS api_error_code, CAST(NULL AS Nullable(String)) AS api_error_message, CAST(NULL AS Nullable(String)) AS tool_name,
      CAST(NULL AS Nullable(String)) AS permission_mode FROM hook_plugin_metrics_data AS e
    UNION ALL SELECT 'mcp_server_connection' AS event_type, ifNull(e.session_id, '') AS session_id, e.origin AS origin, e.prompt_id AS prompt_id, e.time AS time,
      CAST(NULL AS Nullable(String)) AS api_error_code, toNullable(toString(e."error")) AS api_error_message, CAST(NULL AS Nullable(String)) AS tool_name,
      CAST(NULL AS Nullable(String)) AS permission_mode FROM mcp_server_connection_data AS e
    UNION ALL SELECT 'plugin_installed' AS event_type, ifNull(e.session_id, '') AS session_id, e.origin AS origin, e.prompt_id AS prompt_id, e.time AS time,
      CAST(NULL AS Nullable(String)) AS api_error_code, CAST(NULL AS Nullable(String)) AS api_error_message, CAST(NULL AS Nullable(String)) AS tool_name,
      CAST(NULL AS Nullable(String)) AS permission_mode FROM plugin_installed_data AS e
    UNION ALL SELECT 'plugin_loaded' AS event_type, ifNull(e.session_id, '') AS session_id, e.origin AS origin, e.prompt_id AS prompt_id, e.time AS time,
      CAST(NULL AS Nullable(String)) AS api_error_code, CAST(NULL AS Nullable(String)) AS api_error_message, CAST(NULL AS Nullable(String)) AS tool_name,
      CAST(NULL AS Nullable(String)) AS permission_mode FROM plugin_loaded_data AS e
    UNION ALL SELECT 'skill_activated' AS event_type, ifNull(e.session_id, '') AS session_id, e.origin AS origin, e.prompt_id AS prompt_id, e.time AS time,
      CAST(NULL AS Nullable(String)) AS api_error_code, CAST(NULL AS Nullable(String)) AS api_error_message, CAST(NULL AS Nullable(String)) AS tool_name,
      CAST(NULL AS Nullable(String)) AS permission_mode FROM skill_activated_data AS e
    UNION ALL SELECT 'at_mention' AS event_type, ifNull(e.session_id, '') AS session_id, e.origin AS origin, e.prompt_id AS prompt_id, e.time AS time,
      CAST(NULL AS Nullable(String)) AS api_error_code, CAST(NULL AS Nullable(String)) AS api_error_message, CAST(NULL AS Nullable(String)) AS tool_name,
      CAST(NULL AS Nullable(String)) AS permission_mode FROM at_mention_data AS e
    UNION ALL SELECT 'subagent_completed' AS event_type, ifNull(e.session_id, '') AS session_id, e.origin AS origin, e.prompt_id AS prompt_id, e.time AS time,
      CAST(NULL AS Nullable(String)) AS api_error_code, CAST(NULL AS Nullable(String)) AS api_error_message, CAST(NULL AS Nullable(String)) AS tool_name,
      CAST(NULL AS Nullable(String)) AS permission_mode FROM subagent_completed_data AS e
    UNION ALL SELECT 'compaction' AS event_type, ifNull(e.session_id, '') AS session_id, e.origin AS origin, e.prompt_id AS prompt_id, e.time AS time,
      CAST(NULL AS Nullable(String)) AS api_error_code, toNullable(toString(e."error")) AS api_error_message, CAST(NULL AS Nullable(String)) AS tool_name,
      CAST(NULL AS Nullable(String)) AS permission_mode FROM compaction_data AS e
    UNION ALL SELECT 'auth' AS event_type, ifNull(e.session_id, '') AS session_id, e.origin AS origin, e.prompt_id AS prompt_id, e.time AS time,
      toNullable(toString(e."status_code")) AS api_error_code, CAST(NULL AS Nullable(String)) AS api_error_message, CAST(NULL AS Nullable(String)) AS tool_name,
      CAST(NULL AS Nullable(String)) AS permission_mode FROM auth_data AS e
    UNION ALL SELECT 'internal_error' AS event_type, ifNull(e.session_id, '') AS session_id, e.origin AS origin, e.prompt_id AS prompt_id, e.time AS time,
      CAST(NULL AS Nullable(String)) AS api_error_code, CAST(NULL AS Nullable(String)) AS api_error_message, CAST(NULL AS Nullable(String)) AS tool_name,
      CAST(NULL AS Nullable(String)) AS permission_mode FROM internal_error_data AS e
    UNION ALL SELECT 'feedback_survey' AS event_type, ifNull(e.session_id, '') AS session_id, e.origin AS origin, e.prompt_id AS prompt_id, e.time AS time,
      CAST(NULL AS Nullable(String)) AS api_error_code, CAST(NULL AS Nullable(String)) AS api_error_message, CAST(NULL AS Nullable(String)) AS tool_name,
      CAST(NULL AS Nullable(String)) AS permission_mode FROM feedback_survey_data AS e
    UNION ALL SELECT 'retention_sweep' AS event_type, ifNull(e.session_id, '') AS session_id, e.origin AS origin, e.prompt_id AS prompt_id, e.time AS time,
      CAST(NULL AS Nullable(String)) AS api_error_code, CAST(NULL AS Nullable(String)) AS api_error_message, CAST(NULL AS Nullable(String)) AS tool_name,
      CAST(NULL AS Nullable(String)) AS permission_mode FROM retention_sweep_data AS e
    UNION ALL SELECT 'managed_settings_resolved' AS event_type, ifNull(e.session_id, '') AS session_id, e.origin AS origin, e.prompt_id AS prompt_id, e.time AS time,
      CAST(NULL AS Nullable(String)) AS api_error_code, CAST(NULL AS Nullable(String)) AS api_error_message, CAST(NULL AS Nullable(String)) AS tool_name,
      CAST(NULL AS Nullable(String)) AS permission_mode FROM managed_settings_resolved_data AS e) AS e ANY LEFT JOIN (SELECT * FROM origins FINAL) AS o ON o.origin = e.origin
    ANY LEFT JOIN (SELECT prompt_id, permission_mode, command FROM turn_data FINAL) AS t ON t.prompt_id = e.prompt_id;
