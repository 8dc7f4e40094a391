using Cms.Access;
using Cms.Answers;
using Microsoft.Extensions.Options;

namespace Cms.Rest.Changes;

/// <summary>How many readers may wait for changes at a time. Each holds its connection to this node all the while, and none to the store.</summary>
internal sealed class FollowerPlaces(IOptions<LimitOptions> options) : BoundedPlaces(
    options.Value.Followers is > 0 and var places ? places : int.MaxValue,
    "As many readers wait for changes on this server as may. Ask without 'wait', or try again in a few seconds.",
    longestWait: TimeSpan.Zero);
