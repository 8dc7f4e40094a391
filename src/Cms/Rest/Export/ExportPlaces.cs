using Cms.Answers;

namespace Cms.Rest.Export;

/// <summary>How many exports run at a time. Each holds a connection to the store for as long as its reader takes.</summary>
internal sealed class ExportPlaces() : BoundedPlaces(4, "Too many exports are running at the moment. Try again when one of them has ended.");
