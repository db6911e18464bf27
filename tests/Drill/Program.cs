using System.Globalization;
using Rupaya.Drill;

// The steps of ./rupaya drill that talk to the product. What must survive is in files: the servers do not.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["prepare", var url, var facts, var rows]:
        await Steps.PrepareAsync(new Uri(url), facts, int.Parse(rows, CultureInfo.InvariantCulture));
        return 0;
    case ["write", var url, var facts, var file]:
        await Steps.WriteAsync(new Uri(url), facts, file);
        return 0;
    case ["sync", var url, var facts]:
        await Steps.SyncAsync(new Uri(url), facts);
        return 0;
    case ["leave", var url, var facts]:
        await Steps.LeaveAsync(new Uri(url), facts);
        return 0;
    case ["hold-latest", var file, var there, var crash, var limit]:
        var seconds = double.Parse(limit, CultureInfo.InvariantCulture);
        return Tell(held => held.Latest(Acknowledged.Read(file), Ids(there), Moment(crash), seconds));
    case ["hold-moment", var file, var there, var moment]:
        return Tell(held => held.Moment(Acknowledged.Read(file), Ids(there), Moment(moment)));
    case ["hold-service", var url, var facts]:
        var service = new Held();
        await service.ServiceAsync(new Uri(url), Facts.Read(facts));
        return Told(service);
    default:
        await Console.Error.WriteLineAsync("This is a part of ./rupaya drill.");
        return 2;
}

static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

static HashSet<Guid> Ids(string file) => [.. File.ReadLines(file).Select(Guid.Parse)];

static int Tell(Action<Held> check)
{
    var held = new Held();
    check(held);
    return Told(held);
}

static int Told(Held held)
{
    Console.WriteLine($"held: {held.Passed} passed, {held.Failed} failed");
    return held.Failed == 0 ? 0 : 1;
}
